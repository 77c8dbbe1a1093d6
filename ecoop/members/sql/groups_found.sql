-- Purpose:    find associates and foreigners, who are few, without reading all members.
-- Parameters: none.
-- Index:      itself.
CREATE INDEX standings_of_associates ON members_standing (org_id, member_id)
    WHERE NOT (brings_capital AND (uses OR works));
CREATE INDEX particulars_of_foreigners ON members_particulars (org_id, member_id)
    WHERE is_foreign OR nationality <> 'VN';
