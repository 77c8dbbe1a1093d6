-- Which organisations' books the acting person keeps: by a role there, or for a cooperative that was given them to keep.
-- Purpose: the condition of the policies that let an accountant look over all her households at once.
-- Parameters: none; it asks who acts (ecoop_person_id). Index: organisations_of_a_person, books_given_to_a_keeper.
-- It runs with the caller's rights: what was given shows to the accountants of the keeper, and to nobody else.
CREATE OR REPLACE FUNCTION ecoop_kept_books() RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT ecoop_accountant_of()
    UNION
    SELECT g.org_id
    FROM access_books_grant g
    WHERE g.keeper_id IN (SELECT ecoop_accountant_of())
        AND NOT EXISTS (
            SELECT 1 FROM access_books_revocation r WHERE r.org_id = g.org_id AND r.grant_id = g.id
        )
$$;
