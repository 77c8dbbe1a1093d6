-- Add up the sales that stand already, organisation by organisation, for row security binds whoever migrates, too.
-- Purpose:    once, when the monthly totals are laid out.
-- Parameters: none.
-- Index:      sale_lines_by_day.
DO $$
DECLARE
    v_org_id uuid;
BEGIN
    FOR v_org_id IN SELECT id FROM parties_organisation LOOP
        PERFORM set_config('ecoop.org_id', v_org_id::text, true);
        INSERT INTO trade_revenue_month (id, org_id, month, sector, channel, place_id, amount_vnd, vat_cut_vnd)
        SELECT gen_random_uuid(), v_org_id, date_trunc('month', sold_on)::date, sector, 'shop', NULL,
            sum(amount_vnd), coalesce(sum(amount_vnd) FILTER (WHERE is_vat_cut), 0)
        FROM trade_sale_line
        WHERE org_id = v_org_id
        GROUP BY 3, 4;
    END LOOP;
    PERFORM set_config('ecoop.org_id', '', true);
END
$$;
