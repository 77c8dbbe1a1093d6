-- Purpose:    our functions with what decides how they are spread over a Citus cluster.
-- Parameters: the role that owns our schema.
-- Answers:    signature, whether the first argument is `p_org_id uuid`, whether the body writes rows.
-- Index:      the catalogue's own.
SELECT p.oid::regprocedure::text,
       coalesce(p.proargnames[1] = 'p_org_id' AND p.proargtypes[0] = 'uuid'::regtype, false),
       pg_get_functiondef(p.oid) ~* '\m(insert\s+into|update\s+\w+\s+(\w+\s+)?set|delete\s+from|merge\s+into)\M'
  FROM pg_proc p
  JOIN pg_database d ON d.datname = current_database()
 WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
   AND (p.proowner = d.datdba OR p.proowner = to_regrole(%s))
   AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = p.oid AND x.deptype = 'e')
 ORDER BY p.oid::regprocedure::text;
