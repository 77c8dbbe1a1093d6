-- Checks of vouchers: each named query must return no rows. Parameters: org_id.

-- name: a voucher has no entry of its own, or the entry says something else
-- Index: document_is_posted_once, vouchers_voucher_pkey
SELECT format('%%s %%s of %%s', v.paper, v.number, v.voucher_on) FROM vouchers_voucher v
LEFT JOIN ledger_entry e ON e.org_id = v.org_id AND e.document_kind = 'vouchers.voucher' AND e.document_id = v.id
WHERE v.org_id = %(org_id)s AND (e.id IS NULL OR e.entry_on <> v.voucher_on OR e.text <> v.text);

-- name: an entry of a voucher has no voucher
-- Index: vouchers_voucher_pkey
SELECT format('entry %%s-%%s', e.year, e.number) FROM ledger_entry e
LEFT JOIN vouchers_voucher v ON v.org_id = e.org_id AND v.id = e.document_id
WHERE e.org_id = %(org_id)s AND e.document_kind = 'vouchers.voucher' AND v.id IS NULL;

-- name: the numbers of a paper have a gap
-- Index: voucher_serial_is_given_once
SELECT format('%%s of %%s: %%s vouchers, numbered up to %%s', paper, year, count(serial), max(serial))
FROM vouchers_voucher WHERE org_id = %(org_id)s
GROUP BY paper, year HAVING count(serial) <> coalesce(max(serial), 0);

-- name: the numbers of counts of the cash box have a gap
-- Index: cash_count_serial_is_given_once
SELECT format('%%s: %%s counts, numbered up to %%s', year, count(*), max(serial))
FROM vouchers_cash_count WHERE org_id = %(org_id)s GROUP BY year HAVING count(*) <> max(serial);

-- name: a voucher has no lines, or not from the first on
-- Index: voucher_line_has_its_place
SELECT format('%%s %%s', v.paper, v.number) FROM vouchers_voucher v
LEFT JOIN vouchers_voucher_line l ON l.org_id = v.org_id AND l.voucher_id = v.id
WHERE v.org_id = %(org_id)s
GROUP BY v.id, v.paper, v.number, v.rule
HAVING count(l.id) = 0 OR max(l.line) <> count(l.id) OR min(l.rule) FILTER (WHERE l.line = 1) <> v.rule;

-- name: the books moved other amounts than the voucher says
-- Index: voucher_line_has_its_place, ledger_posting_pkey
WITH said AS (
    SELECT l.voucher_id, array_agg(DISTINCT a.value::bigint ORDER BY a.value::bigint) AS amounts
    FROM vouchers_voucher_line l, LATERAL jsonb_each_text(l.amounts) AS a
    WHERE l.org_id = %(org_id)s GROUP BY l.voucher_id
), moved AS (
    SELECT e.document_id, array_agg(DISTINCT p.amount_vnd ORDER BY p.amount_vnd) AS amounts
    FROM ledger_entry e JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = %(org_id)s AND e.document_kind = 'vouchers.voucher' GROUP BY e.document_id
)
SELECT format('voucher %%s', s.voucher_id) FROM said s JOIN moved m ON m.document_id = s.voucher_id
WHERE s.amounts <> m.amounts;

-- name: the numbers of papers of the store have a gap
-- Index: stock_slip_serial_is_given_once
SELECT format('%%s of %%s: %%s papers, numbered up to %%s', paper, year, count(*), max(serial))
FROM vouchers_stock_slip WHERE org_id = %(org_id)s GROUP BY paper, year HAVING count(*) <> max(serial);

-- name: the books hold another worth of an item than its papers say
-- Index: stock_lines_by_item_and_day, stock_cost_revision_counts, ledger_posting_pkey
-- What left without a price yet is in neither; openings stand in the books only and are left out of both.
WITH papers AS (
    SELECT l.item_id, sum(CASE WHEN l.is_in THEN l.amount_vnd ELSE -coalesce((
        SELECT c.amount_vnd FROM vouchers_stock_cost c
        WHERE c.org_id = l.org_id AND c.line_id = l.id ORDER BY c.revision DESC LIMIT 1), 0) END) AS worth_vnd
    FROM vouchers_stock_line l
    WHERE l.org_id = %(org_id)s AND NOT EXISTS (
        SELECT FROM vouchers_stock_slip_reversal r WHERE r.org_id = l.org_id AND r.slip_id = l.slip_id)
    GROUP BY l.org_id, l.item_id
), books AS (
    SELECT i.id AS item_id, sum(CASE WHEN p.debit = i.account THEN p.amount_vnd ELSE -p.amount_vnd END) AS worth_vnd
    FROM vouchers_stock_item i
    JOIN ledger_posting p ON p.org_id = i.org_id AND p.item_id = i.id AND i.account IN (p.debit, p.credit)
    JOIN ledger_books b ON b.org_id = p.org_id AND p.entry_on >= b.starts_on
    WHERE i.org_id = %(org_id)s GROUP BY i.org_id, i.id
)
SELECT format('%%s: the papers say %%s, the books say %%s', i.code, coalesce(s.worth_vnd, 0), coalesce(k.worth_vnd, 0))
FROM vouchers_stock_item i LEFT JOIN papers s ON s.item_id = i.id LEFT JOIN books k ON k.item_id = i.id
WHERE i.org_id = %(org_id)s AND coalesce(s.worth_vnd, 0) <> coalesce(k.worth_vnd, 0);

-- name: more of an item left than was ever there
-- Index: stock_lines_by_item_and_day, ledger_posting_pkey
SELECT format('%%s: %%s', i.code, sum(m.quantity)) FROM vouchers_stock_item i JOIN (
    SELECT l.item_id, CASE WHEN l.is_in THEN l.quantity ELSE -l.quantity END AS quantity FROM vouchers_stock_line l
    WHERE l.org_id = %(org_id)s AND NOT EXISTS (
        SELECT FROM vouchers_stock_slip_reversal r WHERE r.org_id = l.org_id AND r.slip_id = l.slip_id)
    UNION ALL
    SELECT p.item_id, CASE WHEN p.amount_vnd * CASE WHEN a.code = p.debit THEN 1 ELSE -1 END < 0
        THEN -abs(p.quantity) ELSE abs(p.quantity) END
    FROM ledger_books b JOIN ledger_posting p ON p.org_id = b.org_id AND p.entry_on < b.starts_on
    JOIN ledger_account a ON a.org_id = p.org_id AND a.code IN (p.debit, p.credit) AND a.type <> 'off_balance'
    WHERE b.org_id = %(org_id)s AND p.quantity IS NOT NULL
) AS m ON m.item_id = i.id
WHERE i.org_id = %(org_id)s GROUP BY i.org_id, i.id, i.code HAVING sum(m.quantity) < 0;
