-- How many members bring what on a day, and how many of all are foreign.
-- Purpose:    the numbers that the law asks of a cooperative: at least so many official, foreign below a share.
-- Parameters: org_id, day
-- Index:      standing_changes_once_a_day, a_membership_ends_once, particulars_newest_first
WITH standing AS (
    SELECT DISTINCT ON (member_id) member_id, brings_capital, uses, works FROM members_standing
    WHERE org_id = %(org_id)s AND starts_on <= %(day)s
    ORDER BY member_id DESC, starts_on DESC
), told_foreign AS (
    SELECT DISTINCT member_id FROM members_particulars
    WHERE org_id = %(org_id)s AND starts_on <= %(day)s AND (is_foreign OR nationality <> 'VN')
), foreigner AS (
    SELECT t.member_id FROM told_foreign t
    CROSS JOIN LATERAL (
        SELECT is_foreign, nationality, kind FROM members_particulars
        WHERE org_id = %(org_id)s AND member_id = t.member_id AND starts_on <= %(day)s
        ORDER BY starts_on DESC, recorded_at DESC, id DESC LIMIT 1
    ) p
    WHERE p.is_foreign OR (p.kind = 'individual' AND p.nationality <> 'VN')
)
SELECT s.brings_capital, s.uses, s.works, count(*), count(f.member_id)
FROM standing s
LEFT JOIN foreigner f ON f.member_id = s.member_id
WHERE NOT EXISTS (
    SELECT 1 FROM members_departure d
    WHERE d.org_id = %(org_id)s AND d.member_id = s.member_id AND d.ends_on <= %(day)s
)
GROUP BY 1, 2, 3;
