-- Purpose:    credits of base accounts, and of the part that came with them in the same entry, by month and the ratio
--             between both (null where none fits): sales by the rate of tax that their entries show.
-- Parameters: org_id; from_on, before_on; base, part, left_out (account codes as LIKE reads them); ratios; slack_vnd.
-- Index:      ledger_posting_pkey (org_id, entry_on).
WITH wanted AS (
    SELECT entry_id, entry_on, credit, side, amount_vnd, credit LIKE ANY (%(part)s) AS is_part
    FROM ledger_posting
    WHERE org_id = %(org_id)s AND entry_on >= %(from_on)s AND entry_on < %(before_on)s
        AND (credit LIKE ANY (%(base)s) OR credit LIKE ANY (%(part)s)) AND NOT debit LIKE ANY (%(left_out)s)
), sums AS (
    SELECT entry_id, coalesce(sum(amount_vnd) FILTER (WHERE NOT is_part), 0) AS base_vnd,
        coalesce(sum(amount_vnd) FILTER (WHERE is_part), 0) AS part_vnd
    FROM wanted GROUP BY entry_id
), rated AS (
    SELECT entry_id,
        (SELECT ratio FROM unnest(%(ratios)s::numeric[]) AS ratio
         WHERE base_vnd <> 0 AND abs(part_vnd - base_vnd * ratio) <= %(slack_vnd)s
         ORDER BY abs(part_vnd - base_vnd * ratio), ratio LIMIT 1) AS ratio
    FROM sums
)
SELECT date_trunc('month', w.entry_on)::date, w.credit, w.side, w.is_part, r.ratio, sum(w.amount_vnd)::bigint
FROM wanted w JOIN rated r USING (entry_id)
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5
