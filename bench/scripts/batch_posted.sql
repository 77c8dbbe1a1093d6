-- 500 sales of three postings each in one call of ledger_post.
\set o random(1, :orgs)
SELECT md5('org' || :o)::uuid AS org, set_config('ecoop.org_id', md5('org' || :o)::uuid::text, false) AS was \gset
WITH ids AS MATERIALIZED (SELECT array_agg(gen_random_uuid()) AS ids, array_agg(gen_random_uuid()) AS docs FROM generate_series(1, 500))
SELECT p.outcome FROM ids, bare.batch b, bare.batch_lines t, ledger_post(:org::uuid, :org::uuid, now(), ids.ids, NULL, b.document_kinds, ids.docs, b.days, b.days, b.texts, NULL, t.places, t.lines, t.debits, t.credits, t.amounts, NULL, NULL, NULL, NULL) AS p;
