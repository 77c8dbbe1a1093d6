-- Purpose:    everything that moved some items of stock, each line with what it had cost by its last revision.
-- Parameters: org_id; item_ids (NULL means all).
-- Index:      stock_lines_by_item_and_day, stock_cost_revision_counts, stock_slip_is_taken_back_once.
-- Slips that were taken back never moved anything. Openings stand in the books (ledger.opening), not here.
SELECT l.item_id, l.id, l.moved_on, l.is_in, l.quantity, l.slip_id, l.line,
    CASE WHEN l.is_in THEN l.amount_vnd ELSE (
        SELECT c.amount_vnd FROM vouchers_stock_cost c
        WHERE c.org_id = l.org_id AND c.line_id = l.id ORDER BY c.revision DESC LIMIT 1
    ) END AS amount_vnd
FROM vouchers_stock_line l
WHERE l.org_id = %(org_id)s AND (%(item_ids)s::uuid[] IS NULL OR l.item_id = ANY (%(item_ids)s::uuid[]))
    AND NOT EXISTS (
        SELECT FROM vouchers_stock_slip_reversal r WHERE r.org_id = l.org_id AND r.slip_id = l.slip_id
    )
ORDER BY l.item_id, l.moved_on, l.is_in DESC, l.id
