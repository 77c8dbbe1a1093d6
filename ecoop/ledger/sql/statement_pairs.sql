-- Purpose:    what was debited to some accounts and credited to others, per side, in the months where it can have been.
-- Parameters: org_id; from_on, until_before (days); debits, credits (accounts).
-- Index:      ledger_posting_pkey.
SELECT debit, credit, coalesce(side, ''), sum(amount_vnd)::bigint
FROM ledger_posting
WHERE org_id = %(org_id)s AND entry_on >= %(from_on)s AND entry_on < %(until_before)s
    AND debit = ANY (%(debits)s) AND credit = ANY (%(credits)s)
GROUP BY debit, credit, coalesce(side, '')
