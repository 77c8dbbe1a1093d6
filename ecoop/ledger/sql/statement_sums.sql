-- Purpose:    what statements add up: balances at two days and turnovers of two periods, per account and side.
-- Parameters: org_id; starts_on, ends_before; before_starts_on, before_ends_before (all first days of months);
--             before_on: up to which day the balances of the column before go.
-- Index:      ledger_monthly_balance_pkey.
SELECT account, side,
    coalesce(sum(debit_vnd - credit_vnd), 0)::bigint,
    coalesce(sum(debit_vnd - credit_vnd) FILTER (WHERE month < %(before_on)s), 0)::bigint,
    coalesce(sum(debit_vnd) FILTER (WHERE month >= %(starts_on)s), 0)::bigint,
    coalesce(sum(credit_vnd) FILTER (WHERE month >= %(starts_on)s), 0)::bigint,
    coalesce(sum(debit_vnd) FILTER (WHERE month >= %(before_starts_on)s AND month < %(before_ends_before)s), 0)::bigint,
    coalesce(sum(credit_vnd) FILTER (WHERE month >= %(before_starts_on)s AND month < %(before_ends_before)s), 0)::bigint
FROM ledger_monthly_balance
WHERE org_id = %(org_id)s AND month < %(ends_before)s
GROUP BY account, side
