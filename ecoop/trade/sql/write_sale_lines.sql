-- Purpose:    write the lines of sales that the ledger has just posted.
-- Parameters: org_id; arrays of equal length (a NULL array means NULL in every place). Quantities come as texts.
-- Index:      sale_line_has_its_place.
INSERT INTO trade_sale_line (org_id, id, sale_id, sold_on, line, sector, name, unit, quantity, unit_price, amount_vnd,
    is_vat_cut, product_id, returns_line)
SELECT %s, l.id, l.sale_id, l.sold_on, l.line, l.sector, l.name, l.unit, l.quantity::numeric, l.unit_price::numeric,
    l.amount_vnd, l.is_vat_cut = 1, l.product_id, l.returns_line
FROM unnest(%b::uuid[], %b::uuid[], %b::date[], %b::smallint[], %b::text[], %b::text[], %b::text[], %b::text[],
    %b::text[], %b::bigint[], %b::smallint[], %b::uuid[], %s::smallint[])
    AS l(id, sale_id, sold_on, line, sector, name, unit, quantity, unit_price, amount_vnd, is_vat_cut, product_id,
        returns_line)
