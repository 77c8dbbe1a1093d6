-- Bare twins of the ledger's tables (same columns, same indexes, no walls), and what the scripts draw from.
CREATE SCHEMA bare;
CREATE TABLE bare.entry (LIKE ledger_entry INCLUDING INDEXES);
CREATE TABLE bare.posting (LIKE ledger_posting INCLUDING INDEXES);
CREATE TABLE bare.balance (LIKE ledger_monthly_balance INCLUDING INDEXES) WITH (fillfactor = 50);
CREATE SEQUENCE bare.number;
-- One batch of 500 sales of three postings, as arrays: what a client would send. Ids are made by the scripts.
CREATE TABLE bare.batch AS
SELECT 500 AS size, array_agg('trade.sale'::text ORDER BY i) AS document_kinds,
    array_agg(date '2026-01-01' + i % 28 ORDER BY i) AS days, array_agg('Bán hàng ' || i ORDER BY i) AS texts
FROM generate_series(1, 500) AS i;
CREATE TABLE bare.batch_lines AS
SELECT array_agg((i + 2) / 3 ORDER BY i) AS places, array_agg((1 + (i - 1) % 3)::smallint ORDER BY i) AS lines,
    array_agg((ARRAY['111', '6421', '8211'])[1 + (i - 1) % 3] ORDER BY i) AS debits,
    array_agg((ARRAY['5111', '156', '3331'])[1 + (i - 1) % 3] ORDER BY i) AS credits,
    array_agg((ARRAY[110000, 70000, 1100])[1 + (i - 1) % 3] + i::bigint ORDER BY i) AS amounts
FROM generate_series(1, 1500) AS i;
GRANT USAGE ON SCHEMA bare TO ecoop_app;
GRANT ALL ON ALL TABLES IN SCHEMA bare TO ecoop_app;
GRANT ALL ON ALL SEQUENCES IN SCHEMA bare TO ecoop_app;
