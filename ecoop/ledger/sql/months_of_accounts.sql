-- Purpose:    debits and credits of some accounts and all below them, month by month.
-- Parameters: org_id; patterns (account codes as LIKE reads them); from_month, until_month (first days, both inside).
-- Index:      ledger_monthly_balance_pkey.
SELECT month, account, nullif(side, ''), sum(debit_vnd)::bigint, sum(credit_vnd)::bigint
FROM ledger_monthly_balance
WHERE org_id = %(org_id)s AND month >= %(from_month)s AND month <= %(until_month)s AND account LIKE ANY (%(patterns)s)
GROUP BY month, account, side
ORDER BY month, account, side
