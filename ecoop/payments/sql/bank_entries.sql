-- Purpose:    what entries moved on the accounts of the bank in a span of days: each with its document, its party if it
--             names one, how much came (negative: went), and whether a red entry took it back or it is red itself.
-- Parameters: org_id; codes (accounts that take postings); starts_on, ends_on (inside); amounts (null for all, without
--             signs); document_id (null for all).
-- Index:      ledger_posting_pkey; entries that take back have an index of their own.
SELECT e.id, e.document_kind, e.document_id, e.entry_on, e.year || '-' || e.number, e.text, m.moved_vnd, m.party_id,
    e.kind = 'red',
    EXISTS (SELECT 1 FROM ledger_entry r WHERE r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'),
    e.corrects_id
FROM (
    SELECT p.entry_id, p.entry_on, (array_agg(p.party_id ORDER BY p.line) FILTER (WHERE p.party_id IS NOT NULL))[1] AS party_id,
        sum(CASE WHEN p.debit = ANY (%(codes)s) THEN p.amount_vnd ELSE 0 END
            - CASE WHEN p.credit = ANY (%(codes)s) THEN p.amount_vnd ELSE 0 END)::bigint AS moved_vnd
    FROM ledger_posting p
    WHERE p.org_id = %(org_id)s AND p.entry_on BETWEEN %(starts_on)s AND %(ends_on)s
        AND (p.debit = ANY (%(codes)s) OR p.credit = ANY (%(codes)s))
    GROUP BY p.entry_id, p.entry_on
) m
JOIN ledger_entry e ON e.org_id = %(org_id)s AND e.id = m.entry_id
WHERE m.moved_vnd <> 0
    AND (%(amounts)s::bigint[] IS NULL OR abs(m.moved_vnd) = ANY (%(amounts)s::bigint[]))
    AND (%(document_id)s::uuid IS NULL OR e.document_id = %(document_id)s::uuid)
ORDER BY e.entry_on, e.year, e.number
