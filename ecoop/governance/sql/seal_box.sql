-- Purpose:    destroy the private key of a ballot, and lay both its box and the list of who took ballots anew: the box
--             in the order of the tokens, the list in that of its ids, both of them chance. Until then the place of a
--             row on the disk and the number of the transaction that wrote it still tell in which order they came.
-- Parameters: the organisation and the ballot.
-- Answers:    how many ballots lie in the box.
-- Index:      a_token_votes_once, a_ballot_has_one_key, ballots_are_handed_out_once.
CREATE FUNCTION governance_seal_box(p_org_id uuid, p_ballot_id uuid)
RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_ballots integer;
BEGIN
    IF p_org_id IS DISTINCT FROM ecoop_org_id() THEN
        RAISE EXCEPTION 'governance_seal_box: this transaction acts for another organisation'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM governance_ballot_key k WHERE k.org_id = p_org_id AND k.ballot_id = p_ballot_id;
    WITH taken AS (
        DELETE FROM governance_ballot_issue i WHERE i.org_id = p_org_id AND i.ballot_id = p_ballot_id
        RETURNING i.id, i.member_id, i.member_org_id, i.means, i.ballots, i.asked
    )
    INSERT INTO governance_ballot_issue (org_id, id, ballot_id, member_id, member_org_id, means, ballots, asked)
    SELECT p_org_id, t.id, p_ballot_id, t.member_id, t.member_org_id, t.means, t.ballots, t.asked
    FROM taken t ORDER BY t.id;
    WITH taken AS (
        DELETE FROM governance_box_ballot b WHERE b.org_id = p_org_id AND b.ballot_id = p_ballot_id
        RETURNING b.id, b.token, b.choice, b.signature
    ), laid AS (
        INSERT INTO governance_box_ballot (org_id, id, ballot_id, token, choice, signature)
        SELECT p_org_id, t.id, p_ballot_id, t.token, t.choice, t.signature FROM taken t ORDER BY t.token
        RETURNING 1
    )
    SELECT count(*) INTO v_ballots FROM laid;
    RETURN v_ballots;
END $$;
REVOKE ALL ON FUNCTION governance_seal_box FROM PUBLIC;
GRANT EXECUTE ON FUNCTION governance_seal_box TO ecoop_app;
