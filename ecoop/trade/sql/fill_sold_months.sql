-- Purpose:    add up once what sales took of each product before the months were kept, organisation by organisation,
--             because row security holds for the owner, too.
-- Parameters: none; run once by a migration.
-- Index:      sale_lines_of_stock.
DO $fill$
DECLARE
    v_org uuid;
BEGIN
    FOR v_org IN SELECT id FROM parties_organisation LOOP
        PERFORM set_config('ecoop.org_id', v_org::text, true);
        INSERT INTO trade_sold_month (id, org_id, product_id, month, quantity)
        SELECT gen_random_uuid(), v_org, l.product_id, date_trunc('month', l.sold_on)::date,
            sum(CASE WHEN l.amount_vnd < 0 AND l.quantity > 0 THEN -l.quantity ELSE l.quantity END)
        FROM trade_sale_line l
        WHERE l.org_id = v_org AND l.product_id IS NOT NULL AND l.quantity IS NOT NULL
        GROUP BY 3, 4;
    END LOOP;
    PERFORM set_config('ecoop.org_id', '', true);
END $fill$;
