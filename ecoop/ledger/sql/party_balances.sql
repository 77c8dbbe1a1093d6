-- Purpose:    debits and credits per account, party and side up to a day: nothing is netted between parties.
-- Parameters: org_id; codes (accounts); until_on (inside).
-- Index:      ledger_posting_pkey.
SELECT m.account, m.party_id, m.side, sum(m.debit_vnd)::bigint, sum(m.credit_vnd)::bigint
FROM ledger_posting p CROSS JOIN LATERAL (
    VALUES (p.debit, p.party_id, p.side, p.amount_vnd, 0), (p.credit, p.party_id, p.side, 0, p.amount_vnd)
) AS m(account, party_id, side, debit_vnd, credit_vnd)
WHERE p.org_id = %(org_id)s AND p.entry_on <= %(until_on)s
    AND (p.debit = ANY (%(codes)s) OR p.credit = ANY (%(codes)s)) AND m.account = ANY (%(codes)s)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
