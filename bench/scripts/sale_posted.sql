-- One sale of three postings through ledger_post, inside its organisation.
\set o random(1, :orgs)
SELECT md5('org' || :o)::uuid AS org, gen_random_uuid() AS id, gen_random_uuid() AS doc, set_config('ecoop.org_id', md5('org' || :o)::uuid::text, false) AS was \gset
SELECT outcome FROM ledger_post(:org::uuid, :id::uuid, now(), ARRAY[:id::uuid], NULL, ARRAY['trade.sale'], ARRAY[:doc::uuid], ARRAY[date '2026-03-05'], ARRAY[date '2026-03-05'], ARRAY['Bán hàng'], NULL, ARRAY[1, 1, 1], '{1,2,3}'::smallint[], ARRAY['111', '6421', '8211'], ARRAY['5111', '156', '3331'], ARRAY[110000, 70000, 1100]::bigint[], NULL, NULL, NULL, NULL);
