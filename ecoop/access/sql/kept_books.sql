-- Which organisations' books the acting person keeps: those where an accountant's role was given and not taken back.
-- Purpose: the condition of the policies that let an accountant look over all her households at once.
-- Parameters: none. Index: that of ecoop_accountant_of().
-- As it stood before households gave their books to cooperatives; kept_books_through.sql took its place.
CREATE FUNCTION ecoop_kept_books() RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT ecoop_accountant_of()
$$;
