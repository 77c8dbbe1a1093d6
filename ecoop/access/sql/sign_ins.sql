-- Purpose:    sign-ins belong to a person, not to an organisation; only that person reads them, nobody changes them.
-- Parameters: none; run once by a migration.
-- Index:      sign_ins_newest_first.
ALTER TABLE access_sign_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_sign_in FORCE ROW LEVEL SECURITY;
CREATE POLICY own_sign_ins ON access_sign_in FOR SELECT USING (person_id = ecoop_person_id());
-- It is written while somebody is just coming in, before the transaction knows for whom it acts.
CREATE POLICY sign_ins_are_recorded ON access_sign_in FOR INSERT WITH CHECK (true);
GRANT SELECT, INSERT ON access_sign_in TO ecoop_app;
