-- Purpose:    the four tables that only ledger_post writes, lean because every sale of the country passes here.
-- Parameters: none.
-- Index:      every key begins with org_id. Postings have their key, in the order of the journal, which also
--             serves the account ledger and the open month of a trial balance. No foreign key leads out of
--             them except a correction's: ledger_post is their one writer and proves the references itself,
--             sql/checks.sql proves them again, and each key would cost a look-up and a lock per row.
CREATE TABLE ledger_entry (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    year smallint NOT NULL,
    number integer NOT NULL,
    kind varchar(10) NOT NULL DEFAULT 'plain',
    document_kind varchar(60) COLLATE "C" NOT NULL,
    document_id uuid NOT NULL,
    document_on date NOT NULL,
    entry_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    text text NOT NULL,
    corrects_id uuid,
    posted_by uuid NOT NULL,
    CONSTRAINT ledger_entry_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT document_is_in_the_books_once UNIQUE (org_id, document_kind, document_id),
    CONSTRAINT entry_number_is_unique_in_its_year UNIQUE (org_id, year, number) INCLUDE (recorded_at),
    CONSTRAINT ledger_entry_corrects_id_stays_inside FOREIGN KEY (org_id, corrects_id) REFERENCES ledger_entry (org_id, id),
    CONSTRAINT entry_kind_is_known CHECK (kind IN ('plain', 'red', 'adjusting')),
    CONSTRAINT red_entry_corrects_another CHECK (kind <> 'red' OR corrects_id IS NOT NULL),
    CONSTRAINT document_kind_is_plain CHECK (strpos(document_kind, '|') = 0 AND strpos(document_kind, E'\n') = 0),
    -- Every reader and every seal can hold these days; 'infinity' would stand in the books and under no seal.
    CONSTRAINT entry_days_can_be_read CHECK (entry_on <= '9999-12-31' AND recorded_at >= '1900-01-02Z'
        AND recorded_at < '9999-12-31Z' AND document_on BETWEEN '0001-01-01' AND '9999-12-31')
);
CREATE UNIQUE INDEX entry_is_reversed_once ON ledger_entry (org_id, corrects_id) WHERE kind = 'red';
CREATE TABLE ledger_posting (
    org_id uuid NOT NULL,
    entry_on date NOT NULL,
    entry_id uuid NOT NULL,
    line smallint NOT NULL,
    debit varchar(20) COLLATE "C" NOT NULL,
    credit varchar(20) COLLATE "C" NOT NULL,
    amount_vnd bigint NOT NULL,
    party_id uuid,
    item_id uuid,
    side varchar(10),
    quantity numeric(24, 6),
    CONSTRAINT ledger_posting_pkey PRIMARY KEY (org_id, entry_on, entry_id, line),
    CONSTRAINT posting_amount_is_not_zero CHECK (amount_vnd <> 0),
    -- A thousand million millions: sums of a whole country's postings still fit 64 bits.
    CONSTRAINT posting_amount_leaves_room_for_sums CHECK (amount_vnd BETWEEN -1000000000000000 AND 1000000000000000),
    CONSTRAINT posting_quantity_is_a_number CHECK (quantity <> 'NaN'),
    CONSTRAINT posting_moves_between_two_accounts CHECK (debit <> credit),
    CONSTRAINT posting_side_is_known CHECK (side IN ('internal', 'external'))
);
CREATE TABLE ledger_monthly_balance (
    org_id uuid NOT NULL,
    month date NOT NULL,
    account varchar(20) COLLATE "C" NOT NULL,
    side varchar(10) NOT NULL,
    debit_vnd bigint NOT NULL,
    credit_vnd bigint NOT NULL,
    CONSTRAINT ledger_monthly_balance_pkey PRIMARY KEY (org_id, month, account, side)
) WITH (fillfactor = 50);
CREATE TABLE ledger_number_counter (
    org_id uuid NOT NULL,
    year smallint NOT NULL,
    last_number integer NOT NULL,
    CONSTRAINT ledger_number_counter_pkey PRIMARY KEY (org_id, year)
) WITH (fillfactor = 50);
ALTER TABLE ledger_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY inside_organisation ON ledger_entry USING (org_id = ecoop_org_id()) WITH CHECK (org_id = ecoop_org_id());
GRANT SELECT ON ledger_entry TO ecoop_app;
ALTER TABLE ledger_posting ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_posting FORCE ROW LEVEL SECURITY;
CREATE POLICY inside_organisation ON ledger_posting USING (org_id = ecoop_org_id()) WITH CHECK (org_id = ecoop_org_id());
GRANT SELECT ON ledger_posting TO ecoop_app;
ALTER TABLE ledger_monthly_balance ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_monthly_balance FORCE ROW LEVEL SECURITY;
CREATE POLICY inside_organisation ON ledger_monthly_balance USING (org_id = ecoop_org_id()) WITH CHECK (org_id = ecoop_org_id());
GRANT SELECT ON ledger_monthly_balance TO ecoop_app;
ALTER TABLE ledger_number_counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_number_counter FORCE ROW LEVEL SECURITY;
CREATE POLICY inside_organisation ON ledger_number_counter USING (org_id = ecoop_org_id()) WITH CHECK (org_id = ecoop_org_id());
GRANT SELECT ON ledger_number_counter TO ecoop_app;
