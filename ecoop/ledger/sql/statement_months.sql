-- Purpose:    the months of a period in which some accounts were debited, or others moved at all: only there can a
--             statement find what stands against what.
-- Parameters: org_id; starts_on, ends_before (first days of months); debited, moved (accounts).
-- Index:      ledger_monthly_balance_pkey.
SELECT DISTINCT month FROM ledger_monthly_balance
WHERE org_id = %(org_id)s AND month >= %(starts_on)s AND month < %(ends_before)s
    AND (account = ANY (%(moved)s) OR (account = ANY (%(debited)s) AND debit_vnd <> 0))
ORDER BY month
