-- Purpose:    what documents moved on some accounts since the books began, apart before a day and from it on; a red
--             entry counts for the document that it takes back.
-- Parameters: org_id; codes (accounts that take postings); starts_on, ends_before (first days of months).
-- Index:      ledger_monthly_balance_pkey finds the months in which the accounts moved; ledger_posting_pkey reads only those.
SELECT coalesce(w.document_kind, e.document_kind), coalesce(w.document_id, e.document_id), p.debit, p.credit,
    p.entry_on < %(starts_on)s, sum(p.amount_vnd)::bigint
FROM (
    SELECT DISTINCT month FROM ledger_monthly_balance
    WHERE org_id = %(org_id)s AND account = ANY (%(codes)s) AND month < %(ends_before)s
) m
JOIN ledger_posting p ON p.org_id = %(org_id)s AND p.entry_on >= m.month
    AND p.entry_on < (m.month + interval '1 month')::date
    AND (p.debit = ANY (%(codes)s) OR p.credit = ANY (%(codes)s))
JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
LEFT JOIN ledger_entry w ON w.org_id = e.org_id AND w.id = e.corrects_id AND e.kind = 'red'
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5
