-- Purpose:    what a year shared must be in the books, to the đồng; each named query must return no rows.
--             A row's first column says in English which thing is wrong; verify shows it with the check's name.
-- Parameters: org_id.
-- Index:      named at each query.

-- name: the shares of a year differ from what was posted for its members
-- Index: member_shares_once_a_year, document_is_in_the_books_once
SELECT format('year %%s: shares %%s, posted %%s', y.year, s.shares_vnd, p.posted_vnd)
FROM distribution_year_sharing y
CROSS JOIN LATERAL (
    SELECT coalesce(sum(total_vnd), 0) AS shares_vnd FROM distribution_member_share
    WHERE org_id = y.org_id AND sharing_id = y.id
) AS s
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.amount_vnd), 0) AS posted_vnd
    FROM distribution_member_share m
    JOIN ledger_entry e ON e.org_id = m.org_id AND e.document_kind = 'distribution.share' AND e.document_id = m.id
    -- A share that a red entry took back is in the books no more.
    LEFT JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    JOIN ledger_posting p ON p.org_id = e.org_id
        AND ((p.entry_on = e.entry_on AND p.entry_id = e.id) OR (p.entry_on = r.entry_on AND p.entry_id = r.id))
    WHERE m.org_id = y.org_id AND m.sharing_id = y.id
) AS p
LEFT JOIN distribution_year_sharing_undoing u ON u.org_id = y.org_id AND u.sharing_id = y.id
-- A sharing that was taken back, because its resolution was annulled, has nothing in the books any more.
WHERE y.org_id = %(org_id)s AND CASE WHEN u.id IS NULL THEN s.shares_vnd ELSE 0 END <> p.posted_vnd;

-- name: funds, shares and losses of a year do not add up to its income after tax
-- Index: step_has_one_place, member_shares_once_a_year
SELECT format('year %%s: income after tax %%s, given away %%s', y.year, c.earned_vnd, g.given_vnd)
FROM distribution_year_sharing y
CROSS JOIN LATERAL (
    SELECT greatest(internal_after_tax_vnd, 0) + greatest(external_after_tax_vnd, 0) AS earned_vnd
    FROM distribution_year_closing WHERE org_id = y.org_id AND id = y.closing_id
) AS c
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_vnd), 0) AS given_vnd FROM (
        SELECT amount_vnd FROM distribution_sharing_step
        WHERE org_id = y.org_id AND sharing_id = y.id AND code IN ('undivided_fund', 'losses', 'other_fund')
        UNION ALL
        SELECT total_vnd FROM distribution_member_share WHERE org_id = y.org_id AND sharing_id = y.id
    ) AS parts
) AS g
WHERE y.org_id = %(org_id)s AND c.earned_vnd <> g.given_vnd;

-- name: a closed year holds revenue or cost that its closing did not see
-- Index: year_is_closed_once_at_a_time, ledger_monthly_balance_pkey, account_code_is_unique_in_the_books
SELECT format('year %%s: account %%s still holds %%s', c.year, b.account, sum(b.debit_vnd - b.credit_vnd))
FROM distribution_year_closing c
JOIN ledger_monthly_balance b ON b.org_id = c.org_id
    AND b.month BETWEEN make_date(c.year, 1, 1) AND make_date(c.year, 12, 1)
JOIN ledger_account a ON a.org_id = b.org_id AND a.code = b.account AND a.type IN ('income', 'expense')
LEFT JOIN distribution_year_closing_undoing u ON u.org_id = c.org_id AND u.closing_id = c.id
WHERE c.org_id = %(org_id)s AND NOT c.is_trial AND u.id IS NULL
GROUP BY c.year, b.account HAVING sum(b.debit_vnd - b.credit_vnd) <> 0;

-- name: the funds set aside differ from what was posted for them
-- Index: step_has_one_place, document_is_in_the_books_once
SELECT format('set aside %%s, posted %%s', s.set_aside_vnd, p.posted_vnd)
FROM (SELECT coalesce(sum(amount_vnd), 0) AS set_aside_vnd FROM distribution_sharing_step t
      LEFT JOIN distribution_year_sharing_undoing u ON u.org_id = t.org_id AND u.sharing_id = t.sharing_id
      WHERE t.org_id = %(org_id)s AND u.id IS NULL AND code IN ('undivided_fund', 'other_fund')) AS s
CROSS JOIN (
    SELECT coalesce(sum(p.amount_vnd), 0) AS posted_vnd
    FROM ledger_entry e
    LEFT JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    JOIN ledger_posting p ON p.org_id = e.org_id
        AND ((p.entry_on = e.entry_on AND p.entry_id = e.id) OR (p.entry_on = r.entry_on AND p.entry_id = r.id))
    WHERE e.org_id = %(org_id)s AND e.document_kind = 'distribution.fund'
) AS p
WHERE s.set_aside_vnd <> p.posted_vnd;

-- name: what was paid of shares differs from what was posted for it
-- Index: a_payment_is_confirmed_once, a_payment_is_undone_once, document_is_in_the_books_once
SELECT format('payment %%s: paid %%s, posted %%s', p.id, p.paid_vnd, coalesce(b.posted_vnd, 0))
FROM (
    SELECT p.org_id, p.id, CASE WHEN u.id IS NULL THEN p.gross_vnd ELSE 0 END AS paid_vnd
    FROM distribution_payment_confirmation c
    JOIN distribution_share_payment p ON p.org_id = c.org_id AND p.id = c.payment_id
    LEFT JOIN distribution_payment_undoing u ON u.org_id = p.org_id AND u.payment_id = p.id
    WHERE c.org_id = %(org_id)s
) AS p
LEFT JOIN LATERAL (
    SELECT sum(g.amount_vnd) AS posted_vnd
    FROM ledger_entry e
    LEFT JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    JOIN ledger_posting g ON g.org_id = e.org_id
        AND ((g.entry_on = e.entry_on AND g.entry_id = e.id) OR (g.entry_on = r.entry_on AND g.entry_id = r.id))
    WHERE e.org_id = p.org_id AND e.document_kind = 'distribution.payment' AND e.document_id = p.id
) AS b ON true
WHERE p.paid_vnd <> coalesce(b.posted_vnd, 0);

-- name: more is paid of a share, or stands on lists, than the share is
-- Index: payments_of_a_share, a_payment_is_undone_once
WITH lines AS (
    SELECT p.share_id, p.member_id, l.year, p.gross_vnd
    FROM distribution_share_payment p
    JOIN distribution_payment_list l ON l.org_id = p.org_id AND l.id = p.list_id
    LEFT JOIN distribution_payment_undoing u ON u.org_id = p.org_id AND u.payment_id = p.id
    WHERE p.org_id = %(org_id)s AND u.id IS NULL
), of_shares AS (
    SELECT share_id, sum(gross_vnd) AS vnd FROM lines GROUP BY share_id
), of_members AS (
    SELECT member_id, year, sum(gross_vnd) AS vnd FROM lines GROUP BY member_id, year
)
SELECT format('share %%s: %%s of %%s', s.id, CASE WHEN v.id IS NULL THEN m.vnd ELSE o.vnd END, s.total_vnd)
FROM of_shares o
JOIN distribution_member_share s ON s.org_id = %(org_id)s AND s.id = o.share_id
JOIN distribution_year_sharing y ON y.org_id = s.org_id AND y.id = s.sharing_id
JOIN of_members m ON m.member_id = s.member_id AND m.year = y.year
LEFT JOIN distribution_year_sharing_undoing v ON v.org_id = y.org_id AND v.sharing_id = y.id
-- Who was paid of a sharing that was taken back gets of the next one only what is beyond that (ADR 0025).
WHERE CASE WHEN v.id IS NULL THEN m.vnd ELSE o.vnd END > s.total_vnd;
