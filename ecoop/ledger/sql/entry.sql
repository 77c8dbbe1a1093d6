-- Purpose:    one entry with its postings.
-- Parameters: org_id; entry_id, or year and number.
-- Index:      ledger_entry_pkey or entry_number_is_unique_in_its_year, then ledger_posting_pkey.
SELECT e.id, e.year, e.number, e.kind, e.document_kind, e.document_id, e.document_on, e.entry_on, e.recorded_at,
    e.text, e.corrects_id, e.posted_by,
    (SELECT array_agg(r.year || '-' || r.number ORDER BY r.number) FROM ledger_entry r
     WHERE r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red') AS reversed_by,
    (SELECT c.year || '-' || c.number FROM ledger_entry c WHERE c.org_id = e.org_id AND c.id = e.corrects_id) AS corrects,
    (SELECT jsonb_agg(jsonb_build_array(p.debit, p.credit, p.amount_vnd, p.party_id, p.item_id, p.side, p.quantity::text)
        ORDER BY p.line)
     FROM ledger_posting p WHERE p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id) AS postings
FROM ledger_entry e
WHERE e.org_id = %(org_id)s
    AND (e.id = %(entry_id)s OR (%(entry_id)s IS NULL AND e.year = %(year)s AND e.number = %(number)s))
