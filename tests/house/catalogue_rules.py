"""The rules of the database as queries on its catalogue; each must return no rows."""

from dataclasses import dataclass

from ecoop.kernel.database import APPLICATION_ROLE

_APP = f"'{APPLICATION_ROLE}'"
# Indexes that do not begin with org_id: a person looks for their organisations, an organisation for the
# cooperatives it belongs to, each before one of them is chosen and under a policy of its own.
_ACROSS = (
    "'organisations_of_a_person', 'memberships_of_an_organisation', 'readings_of_a_cooperative', "
    "'books_given_to_a_keeper', 'a_pass_opens_one_door'"
)

# Our ordinary and partitioned tables; a tenant table is one with a column org_id.
_OURS = """
    ours AS (
        SELECT c.oid, c.relname, c.relowner, c.relrowsecurity, c.relforcerowsecurity
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
    ),
    tenant AS (
        SELECT ours.*, a.attnum AS org_attnum FROM ours
        JOIN pg_attribute a ON a.attrelid = ours.oid AND a.attname = 'org_id' AND NOT a.attisdropped
    )
"""
_FUNCTIONS = """
    functions AS (
        SELECT p.*, p.oid::regprocedure::text AS shown FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
        WHERE n.nspname = 'public' AND d.objid IS NULL
    )
"""
# The tables of ours whose rows change: a person's password, name and phone, as the sign-in library keeps them; counts
# of requests by minute, which are forgotten after the next; totals kept beside documents, held to them by a check.
# Codes of the first five minutes are counted down and forgotten after a day. When a phone was heard of last on a day
# overwrites when it was heard of before. Of recovery keys only the newest is kept: an older one opens nothing.
_EDITED = (
    "'access_person', 'members_applications_asked', 'start_code', 'start_guesses_counted', 'sync_orders_asked', "
    "'sync_recovery_key', 'sync_visit', 'taxes_calculations_asked', 'trade_revenue_month', 'trade_sold_month'"
)
# A tenant table made only to break the rules; nothing of the product is touched.
_SCRATCH = "CREATE TABLE scratch_wall (org_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (org_id, id))"
_WALLED = (
    _SCRATCH,
    "ALTER TABLE scratch_wall ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE scratch_wall FORCE ROW LEVEL SECURITY",
    "CREATE POLICY inside_organisation ON scratch_wall USING (org_id = ecoop_org_id())",
)


@dataclass(frozen=True)
class Rule:
    """A query that must find nothing, what its rows mean, and statements that break it on purpose."""

    name: str
    query: str
    wrong: str
    instead: str
    breaks: tuple[str, ...] = ()


RULES = [
    Rule(
        "org_id leads every primary key",
        f"""WITH {_OURS} SELECT t.relname FROM tenant t
            LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
            WHERE k.oid IS NULL OR k.conkey[1] <> t.org_attnum""",
        "These tenant tables have no primary key that begins with org_id:",
        'TenantTable("table") in the migration',
        ("CREATE TABLE scratch_key (id uuid PRIMARY KEY, org_id uuid NOT NULL)",),
    ),
    Rule(
        "org_id leads every index",
        f"""WITH {_OURS} SELECT t.relname, i.indexrelid::regclass FROM tenant t
            JOIN pg_index i ON i.indrelid = t.oid WHERE i.indkey[0] <> t.org_attnum
            AND i.indexrelid::regclass::text NOT IN ({_ACROSS})""",
        "These indexes of tenant tables do not begin with org_id:",
        "models.Index(fields=['org', …]); db_index=False on foreign keys; unique constraints with org first",
        (_SCRATCH, "CREATE INDEX ON scratch_wall (id)"),
    ),
    Rule(
        "org_id cannot be empty",
        f"""WITH {_OURS} SELECT t.relname FROM tenant t JOIN pg_attribute a
            ON a.attrelid = t.oid AND a.attnum = t.org_attnum WHERE NOT a.attnotnull""",
        "These tenant tables let org_id be empty:",
        "a NOT NULL org_id; a table of persons or places has no org_id at all",
        ("CREATE TABLE scratch_null (id uuid, org_id uuid)",),
    ),
    Rule(
        "foreign keys stay inside the organisation",
        f"""WITH {_OURS} SELECT t.relname, k.conname FROM tenant t
            JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
            JOIN tenant other ON other.oid = k.confrelid
            WHERE k.conkey[1] <> t.org_attnum OR k.confkey[1] <> other.org_attnum""",
        "These foreign keys between tenant tables could leave the organisation:",
        'InsideKey("table", "column", "other_table"), and db_constraint=False on the model\'s field',
        (
            _SCRATCH,
            "ALTER TABLE scratch_wall ADD UNIQUE (id)",
            "CREATE TABLE scratch_out (org_id uuid, id uuid REFERENCES scratch_wall (id), PRIMARY KEY (org_id, id))",
        ),
    ),
    Rule(
        "directory tables never point at a tenant's rows",
        f"""WITH {_OURS} SELECT o.relname, k.conname FROM ours o
            JOIN pg_constraint k ON k.conrelid = o.oid AND k.contype = 'f'
            JOIN tenant t ON t.oid = k.confrelid WHERE o.oid NOT IN (SELECT oid FROM tenant)""",
        "These tables without org_id point at tenant tables:",
        "an org_id on the table, or the key the other way round",
        (_SCRATCH, "CREATE TABLE scratch_dir (a uuid, b uuid, FOREIGN KEY (a, b) REFERENCES scratch_wall)"),
    ),
    Rule(
        "row security is enabled and forced",
        f"""WITH {_OURS} SELECT relname FROM tenant WHERE NOT (relrowsecurity AND relforcerowsecurity)""",
        "These tenant tables stand without their wall:",
        'TenantTable("table") in the migration',
        (_SCRATCH, "ALTER TABLE scratch_wall ENABLE ROW LEVEL SECURITY"),
    ),
    Rule(
        "a policy ties every tenant table to the acting organisation",
        f"""WITH {_OURS} SELECT t.relname FROM tenant t WHERE NOT EXISTS (
                SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polpermissive
                AND pg_get_expr(p.polqual, p.polrelid) = '(org_id = ecoop_org_id())')""",
        "These tenant tables have no policy on org_id = ecoop_org_id():",
        'TenantTable("table") in the migration',
        (_SCRATCH,),
    ),
    Rule(
        "policies that read further only read",
        f"""WITH {_OURS} SELECT t.relname, p.polname FROM tenant t JOIN pg_policy p ON p.polrelid = t.oid
            WHERE p.polpermissive AND p.polcmd <> 'r'
            AND (pg_get_expr(p.polqual, p.polrelid) NOT LIKE '%(org_id = ecoop_org_id())%'
                 OR pg_get_expr(p.polqual, p.polrelid) LIKE '% OR %'
                 OR pg_get_expr(p.polwithcheck, p.polrelid) NOT LIKE '%(org_id = ecoop_org_id())%')""",
        "These policies would let one organisation write another's rows:",
        "read_also={name: condition}: a policy FOR SELECT only",
        (*_WALLED, "CREATE POLICY anybody ON scratch_wall USING (true)"),
    ),
    Rule(
        "no triggers",
        f"""WITH {_OURS} SELECT o.relname, g.tgname FROM ours o
            JOIN pg_trigger g ON g.tgrelid = o.oid WHERE NOT g.tgisinternal""",
        "These triggers are invisible causes, and distributed tables have none:",
        "a function that the action calls by name",
        (
            _SCRATCH,
            "CREATE FUNCTION scratch_fn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER t BEFORE INSERT ON scratch_wall FOR EACH ROW EXECUTE FUNCTION scratch_fn()",
        ),
    ),
    Rule(
        "no rules and no sequences on tenant tables",
        f"""WITH {_OURS} SELECT t.relname, a.attname FROM tenant t JOIN pg_attribute a ON a.attrelid = t.oid
            LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
            WHERE a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%'
            UNION ALL SELECT t.relname, r.rulename FROM tenant t JOIN pg_rewrite r ON r.ev_class = t.oid""",
        "These columns count across organisations:",
        "UUIDv7 ids, and numbers counted inside the organisation",
        ("CREATE TABLE scratch_serial (org_id uuid, id bigserial, PRIMARY KEY (org_id, id))",),
    ),
    Rule(
        "functions that write take p_org_id first",
        f"""WITH {_FUNCTIONS} SELECT shown FROM functions
            WHERE prosrc ~* '\\m(insert\\s+into|update\\s+\\w+\\s+(\\w+\\s+)?set|delete\\s+from)\\M'
            AND prorettype <> 'trigger'::regtype
            AND NOT (coalesce(proargnames[1], '') = 'p_org_id' AND proargtypes[0] = 'uuid'::regtype)""",
        "These functions write without saying first for whom:",
        "CREATE FUNCTION name(p_org_id uuid, …)",
        (
            _SCRATCH,
            """CREATE FUNCTION scratch_write(p_id uuid) RETURNS void LANGUAGE sql
               AS 'INSERT INTO scratch_wall VALUES (p_id, p_id)'""",
        ),
    ),
    Rule(
        "functions with the owner's rights have a fixed search path",
        f"""WITH {_FUNCTIONS} SELECT shown FROM functions
            WHERE prosecdef AND NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%search_path=%'""",
        "These SECURITY DEFINER functions can be tricked by a foreign search path:",
        "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp",
        ("CREATE FUNCTION scratch_definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",),
    ),
    Rule(
        "functions with the owner's rights are not open to all",
        f"""WITH {_FUNCTIONS} SELECT shown FROM functions
            WHERE prosecdef AND (proacl IS NULL OR EXISTS (
                SELECT FROM aclexplode(proacl) x WHERE x.grantee = 0 AND x.privilege_type = 'EXECUTE'))""",
        "Everybody may call these SECURITY DEFINER functions:",
        "REVOKE ALL ON FUNCTION … FROM PUBLIC; GRANT EXECUTE … TO ecoop_app",
        ("CREATE FUNCTION scratch_open() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",),
    ),
    Rule(
        "the application owns nothing",
        f"""SELECT 'relation', relname FROM pg_class WHERE relowner = {_APP}::regrole
           AND relpersistence <> 't' AND relnamespace = 'public'::regnamespace
           UNION ALL SELECT 'function', proname FROM pg_proc WHERE proowner = {_APP}::regrole
           UNION ALL SELECT 'schema', nspname FROM pg_namespace WHERE nspowner = {_APP}::regrole
           AND nspname NOT LIKE 'pg_%'
           UNION ALL SELECT 'database', datname FROM pg_database
           WHERE datdba = {_APP}::regrole AND datname = current_database()""",
        "The application's role owns these:",
        "let migrations make them: they run as the owner",
    ),
    Rule(
        "the application bypasses nothing",
        f"""SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)
           AND pg_has_role({_APP}, oid, 'MEMBER')""",
        "The application's role is, or can become, one of these:",
        "an ordinary role, member of nothing",
    ),
    Rule(
        "the application makes nothing",
        f"""SELECT nspname FROM pg_namespace WHERE nspname = 'public'
           AND has_schema_privilege({_APP}, oid, 'CREATE')""",
        "The application may make tables in these schemas:",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, ecoop_app",
        ("GRANT CREATE ON SCHEMA public TO PUBLIC",),
    ),
    Rule(
        "only ledger_post writes the books",
        f"""SELECT c.relname, v.verb FROM pg_class c, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) v (verb)
           WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
           AND c.relname ~ '^ledger_(entry|entries|posting|postings|balance|balances|monthly_?balance|number)'
           AND has_table_privilege({_APP}, c.oid, v.verb)""",
        "The application may write the books itself:",
        'TenantTable(table, may=("select",)) and the function ledger_post',
    ),
    Rule(
        "the audit trail cannot be rewritten",
        f"""SELECT c.relname, v.verb FROM pg_class c, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) v (verb)
           WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'audit%'
           AND has_table_privilege({_APP}, c.oid, v.verb)""",
        "The application may change what was done:",
        'TenantTable(table, may=("select", "insert"))',
    ),
    Rule(
        "nothing is edited",
        f"""WITH {_OURS} SELECT o.relname, v.verb FROM ours o, unnest(ARRAY['UPDATE', 'DELETE']) v (verb)
            WHERE o.relname !~ '^(account|auth|django|mfa|usersessions)_' AND o.relname NOT IN ({_EDITED})
            AND has_table_privilege({_APP}, o.oid, v.verb)""",
        "The application may change or remove rows of these tables:",
        'may=("select", "insert"): what changes is told by a further row, with who and when',
        (_SCRATCH, f"GRANT UPDATE ON scratch_wall TO {APPLICATION_ROLE}"),
    ),
    Rule(
        "tenant tables are not emptied",
        f"""WITH {_OURS} SELECT relname FROM tenant WHERE has_table_privilege({_APP}, oid, 'TRUNCATE')
            OR has_table_privilege({_APP}, oid, 'TRIGGER')""",
        "The application may truncate these, past row security:",
        "no TRUNCATE and no TRIGGER in the grants",
    ),
    Rule(
        "views look with the eyes of the one who asks",
        f"""SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
           AND NOT coalesce(array_to_string(reloptions, ',') ~ 'security_invoker=(true|on|1)', false)
           UNION ALL SELECT relname FROM pg_class WHERE relkind = 'm' AND relnamespace = 'public'::regnamespace
           AND has_table_privilege({_APP}, oid, 'SELECT')""",
        "These views show rows with their owner's rights, past row security:",
        "CREATE VIEW … WITH (security_invoker = true); a rollup is a tenant table",
        (_SCRATCH, "CREATE VIEW scratch_view AS SELECT * FROM scratch_wall"),
    ),
    Rule(
        "money is a whole number",
        """SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
           AND (a.attname LIKE '%_vnd' AND a.atttypid NOT IN ('bigint'::regtype, 'jsonb'::regtype)
                OR a.atttypid IN ('real'::regtype, 'double precision'::regtype))""",
        "These columns could lose đồng:",
        "BIGINT for _vnd, NUMERIC for quantities and rates",
        ("CREATE TABLE scratch_money (fee_vnd numeric)",),
    ),
    Rule(
        "instants know their time zone",
        """SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
           AND a.atttypid = 'timestamp'::regtype""",
        "These columns hold an instant without its zone:",
        "timestamptz",
        ("CREATE TABLE scratch_time (made_at timestamp)",),
    ),
]
