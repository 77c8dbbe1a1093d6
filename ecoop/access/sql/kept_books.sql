-- Which organisations' books the acting person keeps: those where an accountant's role was given and not taken back.
-- Purpose: the condition of the policies that let an accountant look over all her households at once.
-- Parameters: none; it asks who acts (ecoop_person_id). Index: organisations_of_a_person.
-- It runs with the caller's rights: row security shows a person her own grants and revocations, and nobody else's.
CREATE FUNCTION ecoop_kept_books() RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT g.org_id
    FROM access_role_grant g
    WHERE g.person_id = ecoop_person_id() AND g.role = 'accountant'
        AND NOT EXISTS (
            SELECT 1 FROM access_role_revocation r WHERE r.org_id = g.org_id AND r.grant_id = g.id
        )
$$;
