-- Purpose:    what each entry of some days put into an account or took out of it, for whoever counts what lies there.
-- Parameters: org_id; code (the account); from_on, until_on.
-- Index:      ledger_posting_pkey (org_id, entry_on, …); ledger_entry_pkey.
SELECT e.document_kind, e.document_id, e.year, e.number, p.entry_on, e.text, e.kind,
    sum(CASE WHEN p.debit = %(code)s THEN p.amount_vnd ELSE 0 END)::bigint,
    sum(CASE WHEN p.credit = %(code)s THEN p.amount_vnd ELSE 0 END)::bigint
FROM ledger_posting p JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
WHERE p.org_id = %(org_id)s AND p.entry_on >= %(from_on)s AND p.entry_on <= %(until_on)s
    AND (p.debit = %(code)s OR p.credit = %(code)s)
GROUP BY e.document_kind, e.document_id, e.year, e.number, p.entry_on, e.text, e.kind
ORDER BY p.entry_on, e.year, e.number
