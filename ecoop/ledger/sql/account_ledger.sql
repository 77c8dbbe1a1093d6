-- Purpose:    a page of the account ledger (Sổ cái): each posting on an account or its details, with the
--             corresponding account; the running balance is added up by the reader from the opening one.
-- Parameters: org_id; codes (the account and its details); from_on, until_on; after_on, after_id, after_line; size;
--             by_party, party_ids, with_nobody: only what names one of these parties, or nobody.
-- Index:      ledger_posting_pkey, read forwards from the cursor; ledger_entry_pkey.
SELECT p.entry_on, p.entry_id, p.line, e.year, e.number, e.document_on, e.text, p.debit, p.credit, p.amount_vnd,
    p.party_id, p.side
FROM ledger_posting p JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
WHERE p.org_id = %(org_id)s AND p.entry_on >= %(from_on)s AND p.entry_on <= %(until_on)s
    AND (p.entry_on, p.entry_id, p.line) > (%(after_on)s, %(after_id)s, %(after_line)s)
    AND (p.debit = ANY (%(codes)s) OR p.credit = ANY (%(codes)s))
    AND (NOT %(by_party)s OR p.party_id = ANY (%(party_ids)s::uuid[]) OR (%(with_nobody)s AND p.party_id IS NULL))
ORDER BY p.entry_on, p.entry_id, p.line
LIMIT %(size)s
