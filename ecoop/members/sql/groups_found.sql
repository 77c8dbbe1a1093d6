-- Purpose:    find associates and foreigners, who are few, without reading all members; and ask for whom is acted only
--             where a row speaks of an organisation at all, for a policy is asked of every row that a page reads.
-- Parameters: none.
-- Index:      itself.
CREATE INDEX standings_of_associates ON members_standing (org_id, member_id)
    WHERE NOT (brings_capital AND (uses OR works));
CREATE INDEX particulars_of_foreigners ON members_particulars (org_id, member_id)
    WHERE is_foreign OR nationality <> 'VN';
ALTER POLICY own_membership ON members_member USING (member_org_id IS NOT NULL AND member_org_id = ecoop_org_id());
ALTER POLICY own_membership ON members_standing USING (member_org_id IS NOT NULL AND member_org_id = ecoop_org_id());
ALTER POLICY own_membership ON members_departure USING (member_org_id IS NOT NULL AND member_org_id = ecoop_org_id());
ALTER POLICY own_membership ON members_particulars USING (member_org_id IS NOT NULL AND member_org_id = ecoop_org_id());
ALTER POLICY own_membership ON members_capital_contribution USING (member_org_id IS NOT NULL AND member_org_id = ecoop_org_id());
ALTER POLICY own_membership ON members_capital_change USING (member_org_id IS NOT NULL AND member_org_id = ecoop_org_id());
