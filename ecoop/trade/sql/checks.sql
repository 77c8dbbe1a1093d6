-- Purpose:    name every document of trade whose total is not the sum of its lines, or that has no entry in the
--             books with its own amount. The application is inside one organisation; the owner sees all.
-- Parameters: none.
-- Index:      trade_sale_pkey, sale_line_has_its_place, document_is_in_the_books_once, ledger_posting_pkey.
-- Must return no rows.
WITH documents AS (
    SELECT s.org_id, s.id, 'trade.sale' AS kind, s.total_vnd,
        (SELECT coalesce(sum(l.amount_vnd), 0) FROM trade_sale_line l WHERE l.org_id = s.org_id AND l.sale_id = s.id) AS lines_vnd
    FROM trade_sale s
    UNION ALL
    SELECT p.org_id, p.id, 'trade.purchase', p.total_vnd,
        (SELECT coalesce(sum(l.amount_vnd), 0) FROM trade_purchase_line l
         WHERE l.org_id = p.org_id AND l.purchase_id = p.id)
    FROM trade_purchase p
    UNION ALL
    SELECT e.org_id, e.id, 'trade.expense', e.total_vnd, e.total_vnd FROM trade_expense e
), posted AS (
    SELECT d.*, e.id AS entry_id,
        (SELECT coalesce(sum(CASE
             -- What takes back credits the money instead of debiting it, so its sign turns.
             WHEN d.kind = 'trade.sale' AND p.debit LIKE '511%' THEN -p.amount_vnd
             WHEN d.kind = 'trade.purchase' AND p.credit LIKE '156%' THEN -p.amount_vnd
             ELSE p.amount_vnd END), 0)
         FROM ledger_posting p WHERE p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id) AS posted_vnd
    FROM documents d
    LEFT JOIN ledger_entry e ON e.org_id = d.org_id AND e.document_kind = d.kind AND e.document_id = d.id
)
SELECT org_id, kind, id,
    CASE WHEN entry_id IS NULL THEN 'document has no entry'
         WHEN total_vnd <> lines_vnd THEN 'total is not the sum of the lines'
         ELSE 'entry has another amount' END AS wrong
FROM posted
WHERE entry_id IS NULL OR total_vnd <> lines_vnd OR total_vnd <> posted_vnd;
