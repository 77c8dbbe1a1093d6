-- In which organisations the acting person holds the accountant's role by a grant of its own that was not taken back.
-- Purpose: what ecoop_kept_books() begins with; the policies of books that were given to a cooperative rest on it, too.
-- Parameters: none; it asks who acts (ecoop_person_id). Index: organisations_of_a_person.
-- It runs with the caller's rights: row security shows a person her own grants and revocations, and nobody else's.
CREATE OR REPLACE FUNCTION ecoop_accountant_of() RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT g.org_id
    FROM access_role_grant g
    WHERE g.person_id = ecoop_person_id() AND g.role = 'accountant'
        AND NOT EXISTS (
            SELECT 1 FROM access_role_revocation r WHERE r.org_id = g.org_id AND r.grant_id = g.id
        )
$$;
