-- Purpose:    what each member holds on a day: paid in, less what was returned and transferred, more what was taken over.
-- Parameters: org_id; day (inside); ids (NULL: everybody).
-- Index:      contributions_of_a_member, capital_changes_of_a_member, entry_is_reversed_once.
WITH red AS MATERIALIZED (
    SELECT r.corrects_id FROM ledger_entry r WHERE r.org_id = %(org_id)s AND r.kind = 'red'
), taken_back AS MATERIALIZED (
    SELECT array_agg(e.document_id) AS ids
    FROM red CROSS JOIN LATERAL (
        SELECT e.document_id FROM ledger_entry e WHERE e.org_id = %(org_id)s AND e.id = red.corrects_id
            AND e.document_kind IN ('members.contribution', 'members.capital-change') LIMIT 1
    ) AS e
)
SELECT member_id, sum(amount_vnd)::bigint FROM (
    SELECT c.id AS document_id, c.member_id, c.amount_vnd FROM members_capital_contribution c
    WHERE c.org_id = %(org_id)s AND c.paid_on <= %(day)s
        AND (%(ids)s::uuid[] IS NULL OR c.member_id = ANY (%(ids)s))
    UNION ALL
    SELECT c.document_id, c.member_id, c.amount_vnd FROM members_capital_change c
    WHERE c.org_id = %(org_id)s AND c.changed_on <= %(day)s
        AND (%(ids)s::uuid[] IS NULL OR c.member_id = ANY (%(ids)s))
) AS moved
WHERE (document_id = ANY ((SELECT ids FROM taken_back)::uuid[])) IS NOT TRUE
GROUP BY member_id
