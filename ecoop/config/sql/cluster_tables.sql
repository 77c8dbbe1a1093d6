-- Purpose:    every table of ours with what decides how it is spread over a Citus cluster.
-- Parameters: none
-- Answers:    name, whether it is a tenant's, the tables its foreign keys point at, what Citus refuses, what to know.
-- Index:      the catalogue's own.
WITH ours AS (
    SELECT c.oid, c.relname,
           (SELECT a.attnum FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped) AS org
      FROM pg_class c
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
),
keys AS (
    SELECT k.conrelid, k.conname, k.confrelid, k.conkey, k.confkey, k.condeferrable, k.contype, k.confdeltype,
           here.org AS org, there.org AS other_org, there.relname AS other_name
      FROM pg_constraint k
      JOIN ours here ON here.oid = k.conrelid
      LEFT JOIN ours there ON there.oid = k.confrelid
),
faults AS (
    SELECT o.oid, format('the unique index %s lacks org_id', i.indexrelid::regclass) AS fault
      FROM ours o JOIN pg_index i ON i.indrelid = o.oid
     WHERE o.org IS NOT NULL AND i.indisunique AND NOT o.org = ANY (i.indkey)
    UNION ALL
    SELECT o.oid, 'it has no primary key'
      FROM ours o
     WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = o.oid AND k.contype = 'p')
    UNION ALL
    SELECT k.conrelid, format('the foreign key %s lacks org_id', k.conname)
      FROM keys k
     WHERE k.contype = 'f' AND k.org IS NOT NULL AND k.other_org IS NOT NULL
       AND NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                        WHERE pair.here = k.org AND pair.there = k.other_org)
    UNION ALL
    SELECT k.conrelid, format('the foreign key %s empties org_id', k.conname)
      FROM keys k
     WHERE k.contype = 'f' AND k.confdeltype IN ('n', 'd') AND k.org = ANY (k.conkey)
    UNION ALL
    SELECT o.oid, format('the trigger %s cannot be distributed', g.tgname)
      FROM ours o JOIN pg_trigger g ON g.tgrelid = o.oid WHERE NOT g.tgisinternal
    UNION ALL
    SELECT o.oid, format('the identity column %s is not a bigint', a.attname)
      FROM ours o JOIN pg_attribute a ON a.attrelid = o.oid
     WHERE a.attidentity <> '' AND a.atttypid <> 'bigint'::regtype
    UNION ALL
    SELECT o.oid, 'its column org_id may be empty or is not a uuid'
      FROM ours o JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = o.org
     WHERE NOT a.attnotnull OR a.atttypid <> 'uuid'::regtype
),
notes AS (
    SELECT k.conrelid AS oid, format('%s is deferrable; Citus checks it on the worker at commit', k.conname) AS note
      FROM keys k WHERE k.condeferrable
    UNION ALL
    SELECT o.oid, format('%s counts with a sequence; workers draw from ranges, so its numbers have gaps', a.attname)
      FROM ours o JOIN pg_attribute a ON a.attrelid = o.oid WHERE a.attidentity <> ''
)
SELECT o.relname, o.org IS NOT NULL,
       ARRAY(SELECT DISTINCT k.other_name::text FROM keys k
              WHERE k.conrelid = o.oid AND k.contype = 'f' AND k.other_name IS NOT NULL ORDER BY 1),
       ARRAY(SELECT f.fault FROM faults f WHERE f.oid = o.oid ORDER BY 1),
       ARRAY(SELECT n.note FROM notes n WHERE n.oid = o.oid ORDER BY 1)
  FROM ours o
 ORDER BY o.relname;
