-- Checks of the ledger: each named query must return no rows. Parameters: org_id.
-- A row's first column says in English which thing is wrong; verify shows it with the check's name.

-- name: a monthly balance differs from its postings
-- Index: ledger_posting_pkey, ledger_monthly_balance_pkey
WITH moved AS (
    SELECT date_trunc('month', p.entry_on)::date AS month, m.account, coalesce(p.side, '') AS side,
        sum(m.debit_vnd) AS debit_vnd, sum(m.credit_vnd) AS credit_vnd
    FROM (SELECT entry_on, debit, credit, side, sum(amount_vnd) AS amount_vnd FROM ledger_posting
          WHERE org_id = %(org_id)s GROUP BY 1, 2, 3, 4) AS p,
        LATERAL (VALUES (p.debit, p.amount_vnd, 0), (p.credit, 0, p.amount_vnd)) AS m(account, debit_vnd, credit_vnd)
    GROUP BY 1, 2, 3
)
SELECT format('account %%s, month %%s: the balance says %%s / %%s, the postings say %%s / %%s',
    coalesce(b.account, m.account), to_char(coalesce(b.month, m.month), 'MM/YYYY'),
    coalesce(b.debit_vnd, 0), coalesce(b.credit_vnd, 0), coalesce(m.debit_vnd, 0), coalesce(m.credit_vnd, 0))
FROM (SELECT * FROM ledger_monthly_balance WHERE org_id = %(org_id)s) AS b
FULL JOIN moved m ON m.month = b.month AND m.account = b.account AND m.side = b.side
WHERE (coalesce(b.debit_vnd, 0), coalesce(b.credit_vnd, 0)) <> (coalesce(m.debit_vnd, 0), coalesce(m.credit_vnd, 0));

-- name: a party's balance differs from its postings
-- Index: ledger_posting_pkey, ledger_party_balance_pkey
WITH moved AS (
    SELECT m.account, p.party_id, p.month, sum(m.debit_vnd) AS debit_vnd, sum(m.credit_vnd) AS credit_vnd
    FROM (SELECT date_trunc('month', entry_on)::date AS month, debit, credit, party_id, sum(amount_vnd) AS amount_vnd
          FROM ledger_posting WHERE org_id = %(org_id)s AND party_id IS NOT NULL GROUP BY 1, 2, 3, 4) AS p,
        LATERAL (VALUES (p.debit, p.amount_vnd, 0), (p.credit, 0, p.amount_vnd)) AS m(account, debit_vnd, credit_vnd)
    GROUP BY 1, 2, 3
)
SELECT format('account %%s, month %%s, party %%s: the balance says %%s / %%s, the postings say %%s / %%s',
    coalesce(b.account, m.account), to_char(coalesce(b.month, m.month), 'MM/YYYY'), coalesce(b.party_id, m.party_id),
    coalesce(b.debit_vnd, 0), coalesce(b.credit_vnd, 0), coalesce(m.debit_vnd, 0), coalesce(m.credit_vnd, 0))
FROM (SELECT * FROM ledger_party_balance WHERE org_id = %(org_id)s) AS b
FULL JOIN moved m ON m.month = b.month AND m.account = b.account AND m.party_id = b.party_id
WHERE (coalesce(b.debit_vnd, 0), coalesce(b.credit_vnd, 0)) <> (coalesce(m.debit_vnd, 0), coalesce(m.credit_vnd, 0));

-- name: the numbers of a year have a gap or disagree with the counter
-- Index: entry_number_is_unique_in_its_year
SELECT format('year %%s: %%s entries numbered %%s to %%s, the counter says %%s', coalesce(c.year, e.year),
    coalesce(e.size, 0), e.lowest, e.highest, c.last_number)
FROM (SELECT year, last_number FROM ledger_number_counter WHERE org_id = %(org_id)s) AS c
FULL JOIN (SELECT year, count(*) AS size, min(number) AS lowest, max(number) AS highest FROM ledger_entry
           WHERE org_id = %(org_id)s GROUP BY year) AS e ON e.year = c.year
WHERE (e.size, e.lowest, e.highest) IS DISTINCT FROM (c.last_number::bigint, 1, c.last_number);

-- name: an entry stands in another year than its number
-- Index: ledger_entry_pkey
SELECT format('entry %%s-%%s is dated %%s', year, number, entry_on) FROM ledger_entry
WHERE org_id = %(org_id)s AND extract(year FROM entry_on) <> year;

-- name: an entry has no postings, or postings have no entry
-- Index: ledger_posting_pkey, ledger_entry_pkey
SELECT CASE WHEN e.id IS NULL THEN format('postings of %%s belong to no entry (%%s)', p.entry_on, p.entry_id)
    ELSE format('entry %%s-%%s has no postings on its day', e.year, e.number) END
FROM (SELECT id, entry_on, year, number FROM ledger_entry WHERE org_id = %(org_id)s) AS e
FULL JOIN (SELECT DISTINCT entry_on, entry_id FROM ledger_posting WHERE org_id = %(org_id)s) AS p
    ON p.entry_id = e.id AND p.entry_on = e.entry_on
WHERE e.id IS NULL OR p.entry_id IS NULL;

-- name: a posting stands on an account that takes none
-- Index: ledger_monthly_balance_pkey (the first check proves that it knows every account met)
SELECT DISTINCT format('account %%s', b.account) FROM ledger_monthly_balance b
LEFT JOIN ledger_account a ON a.org_id = b.org_id AND a.code = b.account
WHERE b.org_id = %(org_id)s AND a.is_postable IS NOT TRUE;

-- name: an amount is negative outside a red entry, or positive in one
-- Index: ledger_posting_pkey, ledger_entry_pkey
SELECT format('entry %%s-%%s, line %%s: %%s', e.year, e.number, p.line, p.amount_vnd)
FROM ledger_posting p JOIN ledger_entry e ON e.org_id = p.org_id AND e.id = p.entry_id
WHERE p.org_id = %(org_id)s AND p.amount_vnd < 0 AND e.kind <> 'red'
UNION ALL
SELECT format('entry %%s-%%s, line %%s: %%s', e.year, e.number, p.line, p.amount_vnd)
FROM ledger_entry e JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
WHERE e.org_id = %(org_id)s AND e.kind = 'red' AND p.amount_vnd > 0;

-- name: a red entry does not mirror the entry it corrects
-- Index: entry_is_reversed_once, ledger_posting_pkey
SELECT format('entry %%s-%%s', r.year, r.number)
FROM ledger_entry r JOIN ledger_entry w ON w.org_id = r.org_id AND w.id = r.corrects_id
WHERE r.org_id = %(org_id)s AND r.kind = 'red' AND EXISTS (
    (SELECT line, debit, credit, -amount_vnd, party_id, item_id, side, -quantity FROM ledger_posting
     WHERE org_id = r.org_id AND entry_on = r.entry_on AND entry_id = r.id
     EXCEPT SELECT line, debit, credit, amount_vnd, party_id, item_id, side, quantity FROM ledger_posting
     WHERE org_id = w.org_id AND entry_on = w.entry_on AND entry_id = w.id)
    UNION ALL
    (SELECT line, debit, credit, amount_vnd, party_id, item_id, side, quantity FROM ledger_posting
     WHERE org_id = w.org_id AND entry_on = w.entry_on AND entry_id = w.id
     EXCEPT SELECT line, debit, credit, -amount_vnd, party_id, item_id, side, -quantity FROM ledger_posting
     WHERE org_id = r.org_id AND entry_on = r.entry_on AND entry_id = r.id));

-- name: an entry is dated before the books, or an opening balance within them
-- Index: ledger_posting_pkey, document_is_in_the_books_once
-- Opening balances and the red entries that take them back stand on the day before the books begin.
SELECT format('entry %%s-%%s is dated %%s, the books begin on %%s', e.year, e.number, e.entry_on, b.starts_on)
FROM ledger_books b JOIN ledger_entry e ON e.org_id = b.org_id AND e.entry_on < b.starts_on
WHERE b.org_id = %(org_id)s
    AND NOT (e.entry_on = b.starts_on - 1 AND (e.document_kind = 'ledger.opening' OR e.kind = 'red'))
UNION ALL
SELECT format('opening balance %%s-%%s is dated %%s, the books begin on %%s', e.year, e.number, e.entry_on, b.starts_on)
FROM ledger_books b JOIN ledger_entry e ON e.org_id = b.org_id AND e.document_kind = 'ledger.opening'
    AND e.entry_on >= b.starts_on
WHERE b.org_id = %(org_id)s;

-- name: the debits of double entry differ from the credits
-- Index: ledger_monthly_balance_pkey
-- Opening balances stand against the other side of single entries; as a whole they must leave nothing there.
SELECT format('debits less credits: %%s', sum(b.debit_vnd - b.credit_vnd))
FROM ledger_monthly_balance b JOIN ledger_account a ON a.org_id = b.org_id AND a.code = b.account
WHERE b.org_id = %(org_id)s AND a.type <> 'off_balance'
HAVING sum(b.debit_vnd - b.credit_vnd) <> 0;

-- name: a month has two closures at once
-- Index: closure_by_month
SELECT format('month %%s', to_char(c.month, 'MM/YYYY')) FROM ledger_period_closure c
LEFT JOIN ledger_period_reopening r ON r.org_id = c.org_id AND r.closure_id = c.id
WHERE c.org_id = %(org_id)s AND r.id IS NULL GROUP BY c.month HAVING count(*) > 1;

-- name: an entry was recorded while its month was closed
-- Index: closure_by_month, ledger_posting_pkey
SELECT format('entry %%s-%%s', e.year, e.number) FROM ledger_period_closure c
LEFT JOIN ledger_period_reopening r ON r.org_id = c.org_id AND r.closure_id = c.id
JOIN ledger_entry e ON e.org_id = c.org_id AND e.entry_on >= c.month AND e.entry_on < c.month + interval '1 month'
WHERE c.org_id = %(org_id)s AND e.recorded_at > c.closed_at AND (r.id IS NULL OR e.recorded_at < r.reopened_at);

-- name: seals and the audit trail disagree
-- Index: day_is_sealed_once, events_newest_first
-- A chain that was cut at its end, or taken away whole, is right in itself; the trail still tells of it.
SELECT format('seal of %%s: the trail says %%s, the seal says %%s', coalesce(t.day, to_char(s.day, 'YYYY-MM-DD')),
    coalesce(t.root, 'nothing'), coalesce(s.root, 'nothing'))
FROM (SELECT id, day, root FROM ledger_seal WHERE org_id = %(org_id)s) AS s
FULL JOIN (SELECT object_id, detail->>'day' AS day, detail->>'root' AS root FROM audit_event
           WHERE org_id = %(org_id)s AND verb = 'ledger.day.seal') AS t ON t.object_id = s.id
WHERE t.root IS DISTINCT FROM s.root;
