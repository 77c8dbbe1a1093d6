-- Purpose:    which paper each line of stock stands on.
-- Parameters: org_id; item_id (NULL means all).
-- Index:      stock_lines_by_item_and_day, vouchers_stock_slip_pkey.
SELECT l.id, s.id, s.paper, s.number, s.text, s.kind
FROM vouchers_stock_line l JOIN vouchers_stock_slip s ON s.org_id = l.org_id AND s.id = l.slip_id
WHERE l.org_id = %(org_id)s AND (%(item_id)s::uuid IS NULL OR l.item_id = %(item_id)s::uuid)
