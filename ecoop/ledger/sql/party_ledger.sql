-- Purpose:    a page of what some parties moved on an account or its details, as account_ledger.sql gives it of all.
-- Parameters: org_id; party_ids; codes (the account and its details); from_on, until_on; after_on, after_id,
--             after_line; size.
-- Index:      postings_of_a_party, read forwards from the cursor for each party; ledger_entry_pkey.
SELECT p.entry_on, p.entry_id, p.line, e.year, e.number, e.document_on, e.text, p.debit, p.credit, p.amount_vnd,
    p.party_id, p.side
FROM (
    SELECT q.* FROM (SELECT DISTINCT unnest(%(party_ids)s::uuid[]) AS id) AS one CROSS JOIN LATERAL (
        SELECT l.* FROM ledger_posting l
        WHERE l.org_id = %(org_id)s AND l.party_id = one.id AND l.entry_on >= %(from_on)s AND l.entry_on <= %(until_on)s
            AND (l.entry_on, l.entry_id, l.line) > (%(after_on)s, %(after_id)s, %(after_line)s)
            AND (l.debit = ANY (%(codes)s) OR l.credit = ANY (%(codes)s))
        ORDER BY l.entry_on, l.entry_id, l.line LIMIT %(size)s
    ) AS q
    ORDER BY q.entry_on, q.entry_id, q.line LIMIT %(size)s
) AS p JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
ORDER BY p.entry_on, p.entry_id, p.line
