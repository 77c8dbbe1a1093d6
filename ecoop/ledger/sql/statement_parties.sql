-- Purpose:    debts of some accounts on each side, party by party, without netting: at two days.
-- Parameters: org_id; codes (accounts); ends_before, before_on (first days of months).
-- Index:      ledger_party_balance_pkey.
-- The fourth and seventh columns are what all parties together come to; what names nobody is the rest of the account.
SELECT account,
    coalesce(sum(now_vnd) FILTER (WHERE now_vnd > 0), 0)::bigint,
    coalesce(-sum(now_vnd) FILTER (WHERE now_vnd < 0), 0)::bigint, sum(now_vnd)::bigint,
    coalesce(sum(before_vnd) FILTER (WHERE before_vnd > 0), 0)::bigint,
    coalesce(-sum(before_vnd) FILTER (WHERE before_vnd < 0), 0)::bigint, sum(before_vnd)::bigint
FROM (
    SELECT account, party_id, sum(debit_vnd - credit_vnd) AS now_vnd,
        coalesce(sum(debit_vnd - credit_vnd) FILTER (WHERE month < %(before_on)s), 0) AS before_vnd
    FROM ledger_party_balance
    WHERE org_id = %(org_id)s AND account = ANY (%(codes)s) AND month < %(ends_before)s
    GROUP BY account, party_id
) AS one
GROUP BY account
