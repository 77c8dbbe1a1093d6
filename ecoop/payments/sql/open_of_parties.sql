-- Purpose:    what parties owe (positive) or are owed (negative) on some accounts by now, of these amounts or of these
--             parties; what documents with a page of their own put there is left out.
-- Parameters: org_id; codes (accounts); own_kinds (one for each account: how kinds with pages of their own begin, by
--             spaces); amounts (without signs, null for all) and party_ids: either admits.
-- Index:      ledger_party_balance_pkey; postings_of_a_party for the documents that are left out.
WITH wanted AS (SELECT * FROM unnest(%(codes)s::text[], %(own_kinds)s::text[]) AS w (code, own_kinds)),
open AS (
    SELECT w.code, w.own_kinds, b.party_id, sum(b.debit_vnd - b.credit_vnd)::bigint AS open_vnd
    FROM wanted w
    JOIN ledger_party_balance b ON b.org_id = %(org_id)s AND starts_with(b.account, w.code)
    GROUP BY w.code, w.own_kinds, b.party_id
    HAVING sum(b.debit_vnd - b.credit_vnd) <> 0
),
less AS (
    SELECT o.code, o.party_id, o.open_vnd - coalesce(own.moved_vnd, 0) AS open_vnd
    FROM open o
    LEFT JOIN LATERAL (
        SELECT sum(CASE WHEN starts_with(p.debit, o.code) THEN p.amount_vnd ELSE 0 END
            - CASE WHEN starts_with(p.credit, o.code) THEN p.amount_vnd ELSE 0 END)::bigint AS moved_vnd
        FROM ledger_posting p
        JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
        LEFT JOIN ledger_entry c ON c.org_id = e.org_id AND c.id = e.corrects_id AND e.kind = 'red'
        WHERE p.org_id = %(org_id)s AND p.party_id = o.party_id
            AND (starts_with(p.debit, o.code) OR starts_with(p.credit, o.code))
            AND EXISTS (
                SELECT 1 FROM unnest(string_to_array(o.own_kinds, ' ')) AS k (kind)
                WHERE starts_with(coalesce(c.document_kind, e.document_kind), k.kind)
            )
    ) own ON o.own_kinds <> ''
)
SELECT code, party_id, open_vnd FROM less
WHERE open_vnd <> 0 AND (abs(open_vnd) = ANY (%(amounts)s::bigint[]) OR party_id = ANY (%(party_ids)s::uuid[]))
ORDER BY code, party_id
