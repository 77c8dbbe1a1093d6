-- Purpose:    debits and credits per account and side over whole months.
-- Parameters: org_id; from_month, until_month (first days, both inside).
-- Index:      ledger_monthly_balance_pkey.
SELECT account, nullif(side, ''), sum(debit_vnd)::bigint, sum(credit_vnd)::bigint
FROM ledger_monthly_balance
WHERE org_id = %(org_id)s AND month >= %(from_month)s AND month <= %(until_month)s
GROUP BY account, side
ORDER BY account, side
