-- Purpose:    the postings of some documents of one kind, in order.
-- Parameters: org_id; document_kind; document_ids.
-- Index:      document_is_in_the_books_once, ledger_posting_pkey.
SELECT e.document_id, p.debit, p.credit, p.amount_vnd, p.party_id, p.item_id, p.side, p.quantity
FROM ledger_entry e
JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
WHERE e.org_id = %(org_id)s AND e.document_kind = %(document_kind)s AND e.document_id = ANY (%(document_ids)s)
ORDER BY e.document_id, p.line
