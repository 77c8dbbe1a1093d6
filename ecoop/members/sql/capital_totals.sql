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
), fact AS (
    -- Facts stand below each other and are put together by member, never joined: while a list of thousands comes in,
    -- the database knows nothing yet of how many rows there are, and would join them one by one.
    SELECT m.id AS member_id, true AS is_admitted, NULL::boolean AS brings_capital, NULL::boolean AS takes_part,
        NULL::boolean AS is_foreign, NULL::boolean AS has_left, 0::numeric AS held_vnd, 0::numeric AS most_vnd
    FROM members_member m WHERE m.org_id = %(org_id)s AND m.admitted_on <= %(day)s
    UNION ALL
    (SELECT DISTINCT ON (s.member_id) s.member_id, NULL, s.brings_capital, s.uses OR s.works, NULL, NULL, 0, 0
    FROM members_standing s WHERE s.org_id = %(org_id)s AND s.starts_on <= %(day)s
    ORDER BY s.member_id, s.starts_on DESC)
    UNION ALL
    (SELECT DISTINCT ON (p.member_id) p.member_id, NULL, NULL, NULL,
        p.is_foreign OR (p.kind = 'individual' AND p.nationality <> 'VN'), NULL, 0, 0
    FROM members_particulars p WHERE p.org_id = %(org_id)s AND p.starts_on <= %(day)s
    ORDER BY p.member_id, p.starts_on DESC, p.recorded_at DESC)
    UNION ALL
    SELECT d.member_id, NULL, NULL, NULL, NULL, true, 0, 0
    FROM members_departure d WHERE d.org_id = %(org_id)s AND d.ends_on <= %(day)s
    UNION ALL
    SELECT v.member_id, NULL, NULL, NULL, NULL, NULL, v.held_vnd, v.most_vnd FROM moved v
), line AS (
    SELECT bool_or(has_left) IS NOT TRUE AS is_member,
        bool_or(has_left) IS NOT TRUE AND bool_or(brings_capital) AND bool_or(takes_part) AS is_official,
        coalesce(bool_or(is_foreign), false) AS is_foreign, bool_or(brings_capital) AS brings_capital,
        sum(held_vnd) AS held_vnd, sum(most_vnd) AS most_vnd
    FROM fact GROUP BY member_id
    HAVING bool_or(is_admitted) AND bool_or(brings_capital) IS NOT NULL
)
SELECT count(*) FILTER (WHERE is_official), count(*) FILTER (WHERE is_member AND brings_capital AND NOT is_official),
    count(*) FILTER (WHERE is_member AND is_foreign), coalesce(sum(held_vnd), 0)::bigint,
    coalesce(sum(held_vnd) FILTER (WHERE is_member AND NOT is_official), 0)::bigint,
    coalesce(sum(held_vnd) FILTER (WHERE is_member AND is_foreign), 0)::bigint,
    coalesce(sum(most_vnd) FILTER (WHERE is_member AND NOT is_official), 0)::bigint,
    coalesce(sum(most_vnd) FILTER (WHERE is_member AND is_foreign), 0)::bigint
FROM line
