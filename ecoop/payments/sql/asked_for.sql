-- Purpose:    pair bank lines with the awaited payments whose reference, or its beginning, stands in what the bank wrote.
-- Parameters: org_id, line_ids and folded (two lists of the same length), since (awaited before are forgotten),
--             letters (how many letters of a reference banks leave at least), awaited_ids (null for all).
-- Index:      awaited_by_time; by awaited_ids the primary key.
SELECT l.id, a.id
FROM unnest(%(line_ids)s::uuid[], %(folded)s::text[]) AS l (id, folded)
JOIN payments_awaited a
    ON strpos(l.folded, left(a.reference_folded, %(letters)s)) > 0
WHERE a.org_id = %(org_id)s AND a.asked_at >= %(since)s
    AND (%(awaited_ids)s::uuid[] IS NULL OR a.id = ANY(%(awaited_ids)s::uuid[]))
ORDER BY l.id, a.asked_at, a.id
