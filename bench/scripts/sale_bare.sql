-- The rows of one sale into bare tables: entry, three postings, balances; one transaction, no wall, no guards.
\set o random(1, :orgs)
SELECT md5('org' || :o)::uuid AS org, gen_random_uuid() AS id, gen_random_uuid() AS doc, nextval('bare.number') AS n \gset
BEGIN;
INSERT INTO bare.entry (org_id, id, year, number, kind, document_kind, document_id, document_on, entry_on, recorded_at, text, posted_by)
VALUES (:org::uuid, :id::uuid, 2026, :n, 'plain', 'trade.sale', :doc::uuid, '2026-03-05', '2026-03-05', now(), 'Bán hàng', :id::uuid);
INSERT INTO bare.posting (org_id, entry_on, entry_id, line, debit, credit, amount_vnd)
VALUES (:org::uuid, '2026-03-05', :id::uuid, 1, '111', '5111', 110000), (:org::uuid, '2026-03-05', :id::uuid, 2, '6421', '156', 70000), (:org::uuid, '2026-03-05', :id::uuid, 3, '8211', '3331', 1100);
INSERT INTO bare.balance AS b (org_id, month, account, side, debit_vnd, credit_vnd)
VALUES (:org::uuid, '2026-03-01', '111', '', 110000, 0), (:org::uuid, '2026-03-01', '5111', '', 0, 110000), (:org::uuid, '2026-03-01', '6421', '', 70000, 0), (:org::uuid, '2026-03-01', '156', '', 0, 70000), (:org::uuid, '2026-03-01', '8211', '', 1100, 0), (:org::uuid, '2026-03-01', '3331', '', 0, 1100)
ON CONFLICT (org_id, month, account, side) DO UPDATE SET debit_vnd = b.debit_vnd + excluded.debit_vnd, credit_vnd = b.credit_vnd + excluded.credit_vnd;
COMMIT;
