-- The rows of 500 sales into bare tables, from the same arrays: entries, postings, balances; no wall, no guards.
\set o random(1, :orgs)
SELECT md5('org' || :o)::uuid AS org \gset
BEGIN;
WITH ids AS MATERIALIZED (SELECT array_agg(gen_random_uuid()) AS ids, array_agg(gen_random_uuid()) AS docs FROM generate_series(1, 500)),
e AS (INSERT INTO bare.entry (org_id, id, year, number, kind, document_kind, document_id, document_on, entry_on, recorded_at, text, posted_by)
SELECT :org::uuid, u.id, 2026, nextval('bare.number'), 'plain', u.kind, u.doc, u.day, u.day, now(), u.text, :org::uuid
FROM ids, bare.batch b, unnest(ids.ids, ids.docs, b.document_kinds, b.days, b.texts) AS u(id, doc, kind, day, text))
INSERT INTO bare.posting (org_id, entry_on, entry_id, line, debit, credit, amount_vnd)
SELECT :org::uuid, b.days[l.place], ids.ids[l.place], l.line, l.debit, l.credit, l.amount
FROM ids, bare.batch b, bare.batch_lines t, unnest(t.places, t.lines, t.debits, t.credits, t.amounts) AS l(place, line, debit, credit, amount);
INSERT INTO bare.balance AS b (org_id, month, account, side, debit_vnd, credit_vnd)
SELECT :org::uuid, date_trunc('month', s.days[l.place])::date, m.account, '', sum(m.debit_vnd), sum(m.credit_vnd)
FROM bare.batch s, bare.batch_lines t, unnest(t.places, t.debits, t.credits, t.amounts) AS l(place, debit, credit, amount), LATERAL (VALUES (l.debit, l.amount, 0), (l.credit, 0, l.amount)) AS m(account, debit_vnd, credit_vnd)
GROUP BY 2, 3
ON CONFLICT (org_id, month, account, side) DO UPDATE SET debit_vnd = b.debit_vnd + excluded.debit_vnd, credit_vnd = b.credit_vnd + excluded.credit_vnd;
COMMIT;
