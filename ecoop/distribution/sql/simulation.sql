-- What a plan gives each member beside another plan or beside what was shared in a year: classes, the ten who change
-- most both ways, and one page of members.
-- Purpose:    the page of the simulation, over everybody at once; shares are rounded down to the đồng by each key.
-- Parameters: org_id, basis_id, sharing_id (the year to compare with; null for another plan), start and most (the page),
--             use, labour, capital (pots of the plan), use_before, labour_before, capital_before (of the other plan),
--             all_use, all_labour, all_capital (what all brought; at least 1)
-- Index:      distribution_gathered_basis_pkey, member_shares_once_a_year
WITH brought AS (
    SELECT b.member_id, b.place,
        CASE WHEN b.type = 'official' THEN b.used ELSE 0 END::numeric AS used,
        CASE WHEN b.type = 'official' THEN b.worked ELSE 0 END::numeric AS worked,
        CASE WHEN b.type IN ('official', 'associate_capital') THEN b.paid_in ELSE 0 END::numeric AS paid_in
    FROM distribution_gathered_basis g
    CROSS JOIN LATERAL unnest(g.member_ids, g.types, g.paid_in, g.used, g.worked)
        WITH ORDINALITY AS b (member_id, type, paid_in, used, worked, place)
    WHERE g.org_id = %(org_id)s AND g.id = %(basis_id)s
), shared AS (
    SELECT m.member_id, m.total_vnd FROM distribution_member_share m
    WHERE m.org_id = %(org_id)s AND m.sharing_id = %(sharing_id)s::uuid
), planned AS MATERIALIZED (
    SELECT b.member_id, b.place,
        (div(b.used * %(use)s, %(all_use)s) + div(b.worked * %(labour)s, %(all_labour)s)
            + div(b.paid_in * %(capital)s, %(all_capital)s))::bigint AS planned_vnd,
        CASE WHEN %(sharing_id)s::uuid IS NOT NULL THEN coalesce(s.total_vnd, 0)
            ELSE (div(b.used * %(use_before)s, %(all_use)s) + div(b.worked * %(labour_before)s, %(all_labour)s)
                + div(b.paid_in * %(capital_before)s, %(all_capital)s))::bigint END AS before_vnd
    FROM brought b LEFT JOIN shared s ON s.member_id = b.member_id
), classed AS (
    SELECT CASE
        WHEN planned_vnd = before_vnd THEN 'same'
        WHEN before_vnd = 0 THEN 'new'
        WHEN (planned_vnd - before_vnd) * 5 < -before_vnd THEN 'loses_much'
        WHEN (planned_vnd - before_vnd) * 20 < -before_vnd THEN 'loses'
        WHEN planned_vnd < before_vnd THEN 'loses_little'
        WHEN (planned_vnd - before_vnd) * 20 <= before_vnd THEN 'gains_little'
        WHEN (planned_vnd - before_vnd) * 5 <= before_vnd THEN 'gains'
        ELSE 'gains_much' END AS class,
        planned_vnd - before_vnd AS change_vnd
    FROM planned
)
SELECT 'class' AS part, class, NULL::uuid AS member_id, count(*) AS place, 0::bigint AS before_vnd,
    sum(change_vnd)::bigint AS planned_vnd FROM classed GROUP BY class
UNION ALL (
    SELECT 'gain', '', member_id, place, before_vnd, planned_vnd FROM planned WHERE planned_vnd > before_vnd
    ORDER BY planned_vnd - before_vnd DESC, place LIMIT 10)
UNION ALL (
    SELECT 'loss', '', member_id, place, before_vnd, planned_vnd FROM planned WHERE planned_vnd < before_vnd
    ORDER BY planned_vnd - before_vnd, place LIMIT 10)
UNION ALL (
    SELECT 'page', '', member_id, place, before_vnd, planned_vnd FROM planned WHERE place > %(start)s
    ORDER BY place LIMIT %(most)s);
