-- Purpose:    add what a batch of sales brought to the monthly revenue; the one writer of trade_revenue_month.
-- Parameters: org_id; ids, months, sectors, channels, place_ids, amounts_vnd, cuts_vnd: arrays of the same length.
-- Index:      revenue_month_is_one_row. Rows are taken in the order of their key, so that two batches cannot lock crosswise.
INSERT INTO trade_revenue_month AS held (id, org_id, month, sector, channel, place_id, amount_vnd, vat_cut_vnd)
SELECT new.id, %(org_id)s, new.month, new.sector, new.channel, new.place_id, new.amount_vnd, new.vat_cut_vnd
FROM unnest(
    %(ids)s::uuid[], %(months)s::date[], %(sectors)s::text[], %(channels)s::text[], %(place_ids)s::uuid[],
    %(amounts_vnd)s::bigint[], %(cuts_vnd)s::bigint[]
) AS new(id, month, sector, channel, place_id, amount_vnd, vat_cut_vnd)
ORDER BY new.month, new.sector, new.channel, new.place_id
ON CONFLICT (org_id, month, sector, channel, place_id) DO UPDATE
SET amount_vnd = held.amount_vnd + excluded.amount_vnd, vat_cut_vnd = held.vat_cut_vnd + excluded.vat_cut_vnd
