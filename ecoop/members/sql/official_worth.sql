-- Purpose:    what the members who are official on a day used and worked in a period: the whole that shares are parts of.
-- Parameters: org_id, starts_on, ends_before, day, used (kinds), gone (lines taken back by red entries).
-- Index:      dealings_in_order, standing_changes_once_a_day
WITH official AS (
    SELECT s.member_id FROM (
        SELECT DISTINCT ON (member_id) member_id, brings_capital AND (uses OR works) AS is_official
        FROM members_standing WHERE org_id = %(org_id)s AND starts_on <= %(day)s
        ORDER BY member_id, starts_on DESC
    ) AS s
    WHERE s.is_official AND NOT EXISTS (
        SELECT 1 FROM members_departure d
        WHERE d.org_id = %(org_id)s AND d.member_id = s.member_id AND d.ends_on <= %(day)s
    )
)
SELECT
    coalesce(sum(d.value_vnd) FILTER (WHERE d.kind = ANY(%(used)s)), 0)::bigint AS use_vnd,
    coalesce(sum(d.value_vnd) FILTER (WHERE d.kind = 'labour'), 0)::bigint AS labour_vnd,
    coalesce(sum(d.value_vnd) FILTER (WHERE d.kind = ANY(%(used)s) AND o.member_id IS NOT NULL), 0)::bigint,
    coalesce(sum(d.value_vnd) FILTER (WHERE d.kind = 'labour' AND o.member_id IS NOT NULL), 0)::bigint
FROM members_dealing d LEFT JOIN official o ON o.member_id = d.member_id
WHERE d.org_id = %(org_id)s AND d.member_id IS NOT NULL
    AND d.dealt_on >= %(starts_on)s AND d.dealt_on < %(ends_before)s
    AND NOT d.id = ANY(%(gone)s);
