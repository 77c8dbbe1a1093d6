-- Purpose:    what official members, associates and foreigners hold together on a day, and how many they are.
--             The second three sums never lie below what they hold on that day or any later: see holdings.sql.
-- Parameters: org_id; day (inside).
-- Index:      standing_changes_once_a_day, particulars_newest_first, contributions_of_a_member.
WITH red AS MATERIALIZED (
    SELECT r.corrects_id FROM ledger_entry r WHERE r.org_id = %(org_id)s AND r.kind = 'red'
), taken_back AS MATERIALIZED (
    SELECT array_agg(e.document_id) AS ids
    FROM red CROSS JOIN LATERAL (
        SELECT e.document_id FROM ledger_entry e WHERE e.org_id = %(org_id)s AND e.id = red.corrects_id
            AND e.document_kind IN ('members.contribution', 'members.capital-change') LIMIT 1
    ) AS e
), moved AS (
    SELECT member_id, coalesce(sum(amount_vnd) FILTER (WHERE moved_on <= %(day)s), 0) AS held_vnd,
        coalesce(sum(amount_vnd) FILTER (WHERE moved_on <= %(day)s OR amount_vnd > 0), 0) AS most_vnd
    FROM (
        SELECT c.id AS document_id, c.member_id, c.amount_vnd, c.paid_on AS moved_on
        FROM members_capital_contribution c WHERE c.org_id = %(org_id)s
        UNION ALL
        SELECT c.document_id, c.member_id, c.amount_vnd, c.changed_on
        FROM members_capital_change c WHERE c.org_id = %(org_id)s
    ) AS each
    WHERE (document_id = ANY ((SELECT ids FROM taken_back)::uuid[])) IS NOT TRUE
    GROUP BY member_id
), standing AS (
    SELECT DISTINCT ON (member_id) member_id, brings_capital, uses OR works AS takes_part
    FROM members_standing WHERE org_id = %(org_id)s AND starts_on <= %(day)s
    ORDER BY member_id, starts_on DESC
), foreigner AS (
    SELECT DISTINCT ON (member_id) member_id,
        is_foreign OR (kind = 'individual' AND nationality <> 'VN') AS is_foreign
    FROM members_particulars WHERE org_id = %(org_id)s AND starts_on <= %(day)s
    ORDER BY member_id, starts_on DESC, recorded_at DESC
), line AS (
    SELECT d.id IS NULL AS is_member, d.id IS NULL AND s.brings_capital AND s.takes_part AS is_official,
        coalesce(f.is_foreign, false) AS is_foreign, s.brings_capital,
        coalesce(v.held_vnd, 0) AS held_vnd, coalesce(v.most_vnd, 0) AS most_vnd
    FROM members_member m
    JOIN standing s ON s.member_id = m.id
    LEFT JOIN foreigner f ON f.member_id = m.id
    LEFT JOIN moved v ON v.member_id = m.id
    LEFT JOIN members_departure d ON d.org_id = m.org_id AND d.member_id = m.id AND d.ends_on <= %(day)s
    WHERE m.org_id = %(org_id)s AND m.admitted_on <= %(day)s
)
SELECT count(*) FILTER (WHERE is_official), count(*) FILTER (WHERE is_member AND brings_capital AND NOT is_official),
    count(*) FILTER (WHERE is_member AND is_foreign), coalesce(sum(held_vnd), 0)::bigint,
    coalesce(sum(held_vnd) FILTER (WHERE is_member AND NOT is_official), 0)::bigint,
    coalesce(sum(held_vnd) FILTER (WHERE is_member AND is_foreign), 0)::bigint,
    coalesce(sum(most_vnd) FILTER (WHERE is_member AND NOT is_official), 0)::bigint,
    coalesce(sum(most_vnd) FILTER (WHERE is_member AND is_foreign), 0)::bigint
FROM line
