-- Purpose:    what was moved between pairs of accounts, by day or month, where one of them is asked for.
-- Parameters: org_id; patterns (account codes as LIKE reads them); from_on, before_on; span ('day' or 'month').
-- Index:      ledger_posting_pkey (org_id, entry_on).
SELECT date_trunc(%(span)s, entry_on)::date AS span_on, debit, credit, side, sum(amount_vnd)::bigint
FROM ledger_posting
WHERE org_id = %(org_id)s AND entry_on >= %(from_on)s AND entry_on < %(before_on)s
    AND (debit LIKE ANY (%(patterns)s) OR credit LIKE ANY (%(patterns)s))
GROUP BY 1, debit, credit, side
ORDER BY 1, debit, credit, side
