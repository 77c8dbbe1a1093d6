-- Purpose:    what parties had on some accounts before a period, and what each moved in it.
-- Parameters: org_id; codes (accounts); starts_on, ends_before (first days of months).
-- Index:      ledger_party_balance_pkey.
SELECT account, party_id,
    coalesce(sum(debit_vnd - credit_vnd) FILTER (WHERE month < %(starts_on)s), 0)::bigint,
    coalesce(sum(debit_vnd) FILTER (WHERE month >= %(starts_on)s), 0)::bigint,
    coalesce(sum(credit_vnd) FILTER (WHERE month >= %(starts_on)s), 0)::bigint
FROM ledger_party_balance
WHERE org_id = %(org_id)s AND account = ANY (%(codes)s) AND month < %(ends_before)s
GROUP BY account, party_id
