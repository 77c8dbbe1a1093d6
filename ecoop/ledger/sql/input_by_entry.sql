-- Purpose:    debits of some accounts and the other debits of the same entries, by month; apart stands what one party
--             was paid in cash on one day from a limit on.
-- Parameters: org_id; from_on, before_on; input, cash (account codes as LIKE reads them); limit_vnd.
-- Index:      ledger_posting_pkey (org_id, entry_on).
WITH entries AS (
    SELECT entry_on, entry_id, coalesce(sum(amount_vnd) FILTER (WHERE debit LIKE ANY (%(input)s)), 0) AS input_vnd,
        coalesce(sum(amount_vnd) FILTER (WHERE NOT debit LIKE ANY (%(input)s)), 0) AS base_vnd,
        bool_or(credit LIKE ANY (%(cash)s)) FILTER (WHERE debit LIKE ANY (%(input)s)) AS is_cash,
        (array_agg(party_id) FILTER (WHERE party_id IS NOT NULL))[1] AS party_id
    FROM ledger_posting p
    WHERE org_id = %(org_id)s AND entry_on >= %(from_on)s AND entry_on < %(before_on)s
    GROUP BY entry_on, entry_id
    HAVING bool_or(debit LIKE ANY (%(input)s) AND NOT credit LIKE ANY (%(left_out)s))
), days AS (
    SELECT *, sum(base_vnd + input_vnd) OVER (PARTITION BY entry_on, coalesce(party_id, entry_id), is_cash) AS day_vnd
    FROM entries
)
SELECT date_trunc('month', entry_on)::date, coalesce(is_cash AND day_vnd >= %(limit_vnd)s, false),
    sum(base_vnd)::bigint, sum(input_vnd)::bigint
FROM days
GROUP BY 1, 2
ORDER BY 1, 2
