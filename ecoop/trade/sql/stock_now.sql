-- Purpose:    how much of each product is there: the last count, or nothing, and what came and left on the days after.
--             What sheets reckon line by line (calc/stock.py), without their prices: a count tells what is left at the
--             end of its day, so that no day of before and no line of its own day matters to the quantity.
-- Parameters: org_id, product_ids, ends_before, gone_sales, gone_purchases, gone_moves (what red entries took back).
-- Index:      sold_month_is_one_row; sale_lines_of_stock, read without its table; purchase_lines_of_stock,
--             stock_moves_by_product_and_day, sale_line_has_its_place.
WITH counted AS (
    SELECT DISTINCT ON (m.product_id) m.product_id, m.moved_on, m.quantity FROM trade_stock_move m
    WHERE m.org_id = %(org_id)s AND m.product_id = ANY (%(product_ids)s::uuid[]) AND m.kind = 'counted'
        AND m.moved_on < %(ends_before)s AND m.id <> ALL (%(gone_moves)s::uuid[])
    ORDER BY m.product_id, m.moved_on DESC, m.recorded_at DESC, m.id DESC
), asked AS (
    SELECT p.id, coalesce(c.quantity, 0) AS counted, coalesce(c.moved_on, '-infinity') AS counted_on,
        coalesce((date_trunc('month', c.moved_on) + interval '1 month')::date, '-infinity') AS next_month_on
    FROM unnest(%(product_ids)s::uuid[]) AS p(id) LEFT JOIN counted c ON c.product_id = p.id
), taken_back AS (
    SELECT a.id, sum(trade_sold_quantity(l.quantity, l.amount_vnd)) AS quantity
    FROM trade_sale_line l JOIN asked a ON a.id = l.product_id
    WHERE l.org_id = %(org_id)s AND l.sale_id = ANY (%(gone_sales)s::uuid[])
        AND l.sold_on > a.counted_on AND l.sold_on < %(ends_before)s
    GROUP BY a.id
)
SELECT a.id, a.counted + coalesce(moved.quantity, 0) + coalesce(bought.quantity, 0) - sold.quantity
    + coalesce(taken_back.quantity, 0)
FROM asked a
LEFT JOIN taken_back ON taken_back.id = a.id
CROSS JOIN LATERAL (
    SELECT sum(CASE WHEN m.kind = 'opening' THEN m.quantity ELSE -m.quantity END) AS quantity FROM trade_stock_move m
    WHERE m.org_id = %(org_id)s AND m.product_id = a.id AND m.kind <> 'counted'
        AND m.moved_on > a.counted_on AND m.moved_on < %(ends_before)s AND m.id <> ALL (%(gone_moves)s::uuid[])
) AS moved
CROSS JOIN LATERAL (
    SELECT sum(l.quantity) AS quantity
    FROM trade_purchase_line l JOIN trade_purchase b ON b.org_id = l.org_id AND b.id = l.purchase_id
    WHERE l.org_id = %(org_id)s AND l.product_id = a.id AND b.what IN ('goods', 'materials')
        AND b.bought_on > a.counted_on AND b.bought_on < %(ends_before)s AND b.id <> ALL (%(gone_purchases)s::uuid[])
        -- What comes for nothing at all is no purchase to the sheets.
        AND EXISTS (SELECT FROM trade_purchase_line o
            WHERE o.org_id = b.org_id AND o.purchase_id = b.id AND o.amount_vnd <> 0)
) AS bought
CROSS JOIN LATERAL (
    -- Whole months as they are kept, and the days between a count and the end of its month line by line.
    SELECT coalesce((
        SELECT sum(k.quantity) FROM trade_sold_month k
        WHERE k.org_id = %(org_id)s AND k.product_id = a.id AND k.month > a.counted_on AND k.month < %(ends_before)s
    ), 0) + coalesce((
        SELECT sum(trade_sold_quantity(l.quantity, l.amount_vnd))
        FROM trade_sale_line l
        WHERE l.org_id = %(org_id)s AND l.product_id = a.id
            AND l.sold_on > a.counted_on AND l.sold_on < a.next_month_on
    ), 0) AS quantity
) AS sold
