-- What was gathered last of a year, and what it comes to: use and labour of official members, capital of all who hold it.
-- Purpose:    the pots of a simulation need sums only; they are added inside, so that no row carries the columns along.
-- Parameters: org_id, year. Index: basis_newest_first
SELECT g.id, g.recorded_at, cardinality(g.types), b.used, b.worked, b.paid_in
FROM (
    SELECT * FROM distribution_gathered_basis WHERE org_id = %(org_id)s AND year = %(year)s
    ORDER BY recorded_at DESC, id DESC LIMIT 1
) AS g
CROSS JOIN LATERAL (
    SELECT coalesce(sum(b.used) FILTER (WHERE b.type = 'official'), 0) AS used,
        coalesce(sum(b.worked) FILTER (WHERE b.type = 'official'), 0) AS worked,
        coalesce(sum(b.paid_in) FILTER (WHERE b.type IN ('official', 'associate_capital')), 0) AS paid_in
    FROM unnest(g.types, g.paid_in, g.used, g.worked) AS b (type, paid_in, used, worked)
) AS b;
