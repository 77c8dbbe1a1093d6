-- Purpose:    opening, turnover and closing of every account at any day, side by side if asked.
-- Parameters: org_id; from_on, until_on (both inside).
-- Index:      ledger_monthly_balance_pkey for whole months, ledger_posting_pkey for what is cut off at both ends.
-- Whole months come from the balances. A month that is cut is taken from its nearer end: added up from its start,
-- or taken whole and the days after the cut taken off, so that at most half a month of postings is read.
WITH cuts AS (
    SELECT c.is_opening, c.cut_before, date_trunc('month', c.cut_before)::date AS month,
        extract(day FROM c.cut_before) > 16 AS is_late
    FROM (VALUES (true, %(from_on)s::date), (false, %(until_on)s::date + 1)) AS c(is_opening, cut_before)
), whole AS (
    SELECT c.is_opening, b.account, sum(b.debit_vnd) AS debit_vnd, sum(b.credit_vnd) AS credit_vnd
    FROM cuts c JOIN ledger_monthly_balance b ON b.org_id = %(org_id)s
        AND (b.month < c.month OR (b.month = c.month AND c.is_late))
    GROUP BY 1, 2
), part AS (
    SELECT c.is_opening, a.account, sum(a.debit_vnd * a.sign) AS debit_vnd, sum(a.credit_vnd * a.sign) AS credit_vnd
    FROM cuts c CROSS JOIN LATERAL (
        SELECT p.debit, p.credit, sum(p.amount_vnd) AS amount_vnd, CASE WHEN c.is_late THEN -1 ELSE 1 END AS sign
        FROM ledger_posting p
        WHERE p.org_id = %(org_id)s
            AND p.entry_on >= CASE WHEN c.is_late THEN c.cut_before ELSE c.month END
            AND p.entry_on < CASE WHEN c.is_late THEN (c.month + interval '1 month')::date ELSE c.cut_before END
        GROUP BY p.debit, p.credit
    ) AS m CROSS JOIN LATERAL (
        VALUES (m.debit, m.amount_vnd, 0, m.sign), (m.credit, 0, m.amount_vnd, m.sign)
    ) AS a(account, debit_vnd, credit_vnd, sign)
    GROUP BY 1, 2
), sums AS (
    SELECT account,
        coalesce(sum(debit_vnd) FILTER (WHERE is_opening), 0)::bigint AS opening_debit,
        coalesce(sum(credit_vnd) FILTER (WHERE is_opening), 0)::bigint AS opening_credit,
        coalesce(sum(debit_vnd) FILTER (WHERE NOT is_opening), 0)::bigint AS closing_debit,
        coalesce(sum(credit_vnd) FILTER (WHERE NOT is_opening), 0)::bigint AS closing_credit
    FROM (SELECT * FROM whole UNION ALL SELECT * FROM part) AS all_parts
    GROUP BY account
)
SELECT a.code, a.name_vi, a.name_en, a.type, a.normal, s.opening_debit, s.opening_credit,
    s.closing_debit - s.opening_debit, s.closing_credit - s.opening_credit, s.closing_debit, s.closing_credit
FROM sums s JOIN ledger_account a ON a.org_id = %(org_id)s AND a.code = s.account
ORDER BY a.code
