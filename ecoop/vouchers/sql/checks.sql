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
