-- How many members bring what on a day, and how many of all are foreign.
-- Purpose:    the numbers that the law asks of a cooperative: at least so many official, foreign below a share.
-- Parameters: org_id, day
-- Index:      a_membership_ends_once, particulars_of_foreigners, particulars_newest_first, standing_changes_once_a_day;
--             all standings are read as they lie, and the latest of each member is found by one number: its day before
--             its three bits, for no two standings of a member begin on one day.
SELECT brings & 4 <> 0, brings & 2 <> 0, brings & 1 <> 0, sum(heads)::bigint, sum(strangers)::bigint FROM (
    SELECT brings, count(*) AS heads, 0 AS strangers FROM (
        SELECT max((s.starts_on - DATE '0001-01-01') * 8
            + s.brings_capital::int * 4 + s.uses::int * 2 + s.works::int) & 7 AS brings
        FROM members_standing s
        WHERE s.org_id = %(org_id)s AND s.starts_on <= %(day)s AND NOT EXISTS (
            SELECT 1 FROM members_departure d
            WHERE d.org_id = %(org_id)s AND d.member_id = s.member_id AND d.ends_on <= %(day)s
        )
        GROUP BY s.member_id
    ) AS latest GROUP BY brings
    UNION ALL
    SELECT s.brings, 0, 1 FROM (
        SELECT DISTINCT member_id FROM members_particulars
        WHERE org_id = %(org_id)s AND starts_on <= %(day)s AND (is_foreign OR nationality <> 'VN')
    ) AS t
    CROSS JOIN LATERAL (
        SELECT is_foreign, nationality, kind FROM members_particulars
        WHERE org_id = %(org_id)s AND member_id = t.member_id AND starts_on <= %(day)s
        ORDER BY starts_on DESC, recorded_at DESC, id DESC LIMIT 1
    ) AS p
    CROSS JOIN LATERAL (
        SELECT brings_capital::int * 4 + uses::int * 2 + works::int AS brings FROM members_standing
        WHERE org_id = %(org_id)s AND member_id = t.member_id AND starts_on <= %(day)s
        ORDER BY starts_on DESC LIMIT 1
    ) AS s
    WHERE (p.is_foreign OR (p.kind = 'individual' AND p.nationality <> 'VN')) AND NOT EXISTS (
        SELECT 1 FROM members_departure d
        WHERE d.org_id = %(org_id)s AND d.member_id = t.member_id AND d.ends_on <= %(day)s
    )
) AS counted
GROUP BY brings;
