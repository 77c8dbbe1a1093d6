-- Purpose:    the leaves of seals: every entry with its postings as one text, hashed as RFC 9162 hashes leaves.
-- Parameters: org_id; from_at, before_at (moments of recording).
-- Index:      entry_number_is_unique_in_its_year (it includes the moment), ledger_posting_pkey.
-- The free text stands last and the number of postings before them, so that no two entries give the same leaf.
SELECT (e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, e.id,
    sha256('\x00'::bytea || convert_to(l.leaf, 'UTF8')) AS hash, l.leaf
FROM (
    SELECT e.*, count(p.line) AS size,
        string_agg(concat_ws('|', p.line, p.debit, p.credit, p.amount_vnd, coalesce(p.party_id::text, ''),
            coalesce(p.item_id::text, ''), coalesce(p.side, ''), coalesce(p.quantity::text, '')), E'\n' ORDER BY p.line)
            FILTER (WHERE p.line IS NOT NULL) AS lines
    FROM ledger_entry e
    LEFT JOIN ledger_posting p ON (p.org_id, p.entry_on, p.entry_id) = (e.org_id, e.entry_on, e.id)
    WHERE e.org_id = %(org_id)s AND e.recorded_at >= %(from_at)s AND e.recorded_at < %(before_at)s
    GROUP BY e.org_id, e.id
) AS e
CROSS JOIN LATERAL (
    SELECT concat_ws('|', 'ecoop-entry-1', e.org_id, e.year, e.number, e.kind, e.document_kind, e.document_id,
        to_char(e.document_on, 'YYYY-MM-DD'), to_char(e.entry_on, 'YYYY-MM-DD'),
        (extract(epoch FROM e.recorded_at) * 1000000)::bigint, coalesce(e.corrects_id::text, ''), e.posted_by,
        e.size) || E'\n' || coalesce(e.lines, '') || E'\n' || e.text AS leaf
) AS l
ORDER BY 1, e.year, e.number
