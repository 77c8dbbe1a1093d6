-- In which cooperatives the acting organisation is a member: those whose register knows no end of the membership.
-- Purpose: the condition of the policies that show every member what the law has its cooperative disclose (Art. 14).
-- Parameters: none; it asks for whom is acted (ecoop_org_id). Index: memberships_of_an_organisation.
-- It runs with the caller's rights: row security shows an organisation its own memberships, and nobody else's.
CREATE FUNCTION ecoop_memberships() RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT m.org_id
    FROM members_member m
    WHERE m.member_org_id = ecoop_org_id()
        AND NOT EXISTS (
            SELECT 1 FROM members_departure d WHERE d.org_id = m.org_id AND d.member_id = m.id
        )
$$;
