-- Purpose:    what was moved on every account in each month of a year, and the balance before it (month null).
-- Parameters: org_id; starts_on, ends_before (first days of months).
-- Index:      ledger_monthly_balance_pkey.
SELECT account, CASE WHEN month >= %(starts_on)s THEN month END AS of_month, sum(debit_vnd)::bigint, sum(credit_vnd)::bigint
FROM ledger_monthly_balance
WHERE org_id = %(org_id)s AND month < %(ends_before)s
GROUP BY account, of_month
