-- Purpose:    add what a batch of sales took of each product to the months; the one writer of trade_sold_month.
-- Parameters: org_id; ids of the sales that were just written.
-- Index:      sale_line_has_its_place, sold_month_is_one_row. Rows are taken in the order of their key, so that two
--             batches cannot lock crosswise.
INSERT INTO trade_sold_month AS held (id, org_id, product_id, month, quantity)
SELECT gen_random_uuid(), new.org_id, new.product_id, new.month, new.quantity
FROM (
    SELECT l.org_id, l.product_id, date_trunc('month', l.sold_on)::date AS month,
        sum(trade_sold_quantity(l.quantity, l.amount_vnd)) AS quantity
    FROM trade_sale_line l
    WHERE l.org_id = %s AND l.sale_id = ANY (%b::uuid[]) AND l.product_id IS NOT NULL AND l.quantity IS NOT NULL
    GROUP BY 1, 2, 3
) AS new
ORDER BY new.product_id, new.month
ON CONFLICT (org_id, product_id, month) DO UPDATE SET quantity = held.quantity + excluded.quantity
