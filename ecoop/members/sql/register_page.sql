-- One page of the register as it stood on a day, in the order of the numbers.
-- Purpose:    the list of members for people and programs, found by words, type and whether the membership holds.
-- Parameters: org_id, day, after (the last number of the page before, '' at the start), words (array of patterns, one
--             for each plain word), number (what is typed may begin a number; '' for any), first (array of patterns:
--             how such a number begins, asked first because it costs less), status ('holds', 'ended' or ''),
--             capital, uses, works (three arrays side by side: the standings that are wanted; empty for any),
--             ids (array; null for everybody), most
-- Index:      member_number_is_unique, standing_changes_once_a_day, a_membership_ends_once
SELECT m.id, m.number, m.name, m.member_org_id, m.admitted_on, s.brings_capital, s.uses, s.works, d.ends_on
FROM members_member m
LEFT JOIN LATERAL (
    SELECT brings_capital, uses, works FROM members_standing
    WHERE org_id = m.org_id AND member_id = m.id AND starts_on <= %(day)s
    ORDER BY starts_on DESC LIMIT 1
) s ON true
LEFT JOIN members_departure d ON d.org_id = m.org_id AND d.member_id = m.id AND d.ends_on <= %(day)s
WHERE m.org_id = %(org_id)s AND m.admitted_on <= %(day)s AND m.number > %(after)s
    AND (%(ids)s::uuid[] IS NULL OR m.id = ANY(%(ids)s::uuid[]))
    AND (
        cardinality(%(words)s::text[]) = 0
        OR m.name_plain LIKE ALL (%(words)s::text[])
        OR (%(number)s <> '' AND m.number LIKE ANY (%(first)s::text[]) AND lower(m.number) LIKE %(number)s || '%%')
    )
    AND (%(status)s <> 'holds' OR d.ends_on IS NULL)
    AND (%(status)s <> 'ended' OR d.ends_on IS NOT NULL)
    AND (
        cardinality(%(capital)s::bool[]) = 0
        OR (s.brings_capital, s.uses, s.works) IN (
            SELECT capital, uses, works
            FROM unnest(%(capital)s::bool[], %(uses)s::bool[], %(works)s::bool[]) AS wanted (capital, uses, works)
        )
    )
ORDER BY m.number
LIMIT %(most)s;
