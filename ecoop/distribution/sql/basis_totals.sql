-- What was gathered last of a year, and what it comes to: use and labour of official members, capital of all who hold it.
-- Purpose:    the pots of a simulation need sums only.
-- Parameters: org_id, year. Index: basis_newest_first
SELECT g.id, g.recorded_at, cardinality(g.types),
    coalesce(sum(b.used) FILTER (WHERE b.type = 'official'), 0),
    coalesce(sum(b.worked) FILTER (WHERE b.type = 'official'), 0),
    coalesce(sum(b.paid_in) FILTER (WHERE b.type IN ('official', 'associate_capital')), 0)
FROM (
    SELECT * FROM distribution_gathered_basis WHERE org_id = %(org_id)s AND year = %(year)s
    ORDER BY recorded_at DESC, id DESC LIMIT 1
) AS g
LEFT JOIN LATERAL unnest(g.types, g.paid_in, g.used, g.worked) AS b (type, paid_in, used, worked) ON true
GROUP BY g.id, g.recorded_at, g.types;
