-- Purpose:    what all associates and all foreigners hold together on a day, as capital_totals.sql sums it among all:
--             a page about one member asks for no more, and these groups are small.
-- Parameters: org_id; day (inside).
-- Index:      standings_of_associates, particulars_of_foreigners, contributions_of_a_member,
--             capital_changes_of_a_member; those of members_holdings for each who may be in a group.
WITH told AS (
    SELECT member_id FROM members_standing
    WHERE org_id = %(org_id)s AND starts_on <= %(day)s AND NOT (brings_capital AND (uses OR works))
    UNION
    SELECT member_id FROM members_particulars
    WHERE org_id = %(org_id)s AND starts_on <= %(day)s AND (is_foreign OR nationality <> 'VN')
), bound AS (
    -- Most associates bring no capital.
    SELECT t.member_id FROM told t CROSS JOIN LATERAL (
        SELECT 1 FROM members_capital_contribution c
        WHERE c.org_id = %(org_id)s AND c.member_id = t.member_id LIMIT 1
    ) AS paid
    UNION
    SELECT c.member_id FROM members_capital_change c WHERE c.org_id = %(org_id)s
)
SELECT coalesce(sum(h.held_vnd) FILTER (WHERE NOT (h.brings_capital AND (h.uses OR h.works))), 0)::bigint,
    coalesce(sum(h.held_vnd) FILTER (WHERE h.is_foreign), 0)::bigint
FROM members_holdings(%(org_id)s, %(day)s) AS h
WHERE h.left_on IS NULL AND h.brings_capital IS NOT NULL AND h.member_id = ANY (ARRAY (SELECT member_id FROM bound))
