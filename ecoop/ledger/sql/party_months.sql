-- Purpose:    what each party moved on each account in a month: statements show debts party by party, without netting,
--             and a page of them must not read a year of postings. Written by ledger_post only; sql/checks.sql proves it.
-- Parameters: none.
-- Index:      the key, read by account. Books that stand are added up once, organisation by organisation, because
--             row security holds for the owner, too.
CREATE TABLE ledger_party_balance (
    org_id uuid NOT NULL,
    account varchar(20) COLLATE "C" NOT NULL,
    party_id uuid NOT NULL,
    month date NOT NULL,
    debit_vnd bigint NOT NULL,
    credit_vnd bigint NOT NULL,
    CONSTRAINT ledger_party_balance_pkey PRIMARY KEY (org_id, account, party_id, month)
) WITH (fillfactor = 70);
ALTER TABLE ledger_party_balance ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_party_balance FORCE ROW LEVEL SECURITY;
CREATE POLICY inside_organisation ON ledger_party_balance USING (org_id = ecoop_org_id()) WITH CHECK (org_id = ecoop_org_id());
GRANT SELECT ON ledger_party_balance TO ecoop_app;
DO $fill$
DECLARE
    v_org uuid;
BEGIN
    FOR v_org IN SELECT id FROM parties_organisation LOOP
        PERFORM set_config('ecoop.org_id', v_org::text, true);
        INSERT INTO ledger_party_balance (org_id, account, party_id, month, debit_vnd, credit_vnd)
        SELECT v_org, m.account, p.party_id, date_trunc('month', p.entry_on)::date, sum(m.debit_vnd), sum(m.credit_vnd)
        FROM ledger_posting p, LATERAL (
            VALUES (p.debit, p.amount_vnd, 0), (p.credit, 0, p.amount_vnd)
        ) AS m(account, debit_vnd, credit_vnd)
        WHERE p.org_id = v_org AND p.party_id IS NOT NULL
        GROUP BY 2, 3, 4;
    END LOOP;
    PERFORM set_config('ecoop.org_id', '', true);
END $fill$;
