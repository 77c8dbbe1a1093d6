-- Purpose:    find the pass that a token opens, across organisations, in one step; a pass that a newer one of the same
--             member replaced opens nothing. The walls stand: one row shows by its own fingerprint, and whether there
--             is a newer one is asked inside its own organisation.
-- Parameters: the SHA-256 of the token.
-- Answers:    organisation, meeting, member and the member's own organisation; no row where nothing opens.
-- Index:      the fingerprint, and the passes of a member.
CREATE FUNCTION governance_find_pass(p_sha256 text)
RETURNS TABLE (org_id uuid, meeting_id uuid, member_id uuid, member_org_id uuid) LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_org text := coalesce(current_setting('ecoop.org_id', true), '');
    v_pass governance_pass%ROWTYPE;
    v_is_old boolean;
BEGIN
    PERFORM set_config('ecoop.pass', p_sha256, true);
    SELECT * INTO v_pass FROM governance_pass p WHERE p.sha256 = p_sha256;
    PERFORM set_config('ecoop.pass', '', true);
    IF v_pass.id IS NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('ecoop.org_id', v_pass.org_id::text, true);
    v_is_old := EXISTS (
        SELECT 1 FROM governance_pass p
        WHERE p.org_id = v_pass.org_id AND p.meeting_id = v_pass.meeting_id AND p.member_id = v_pass.member_id
            AND p.serial > v_pass.serial
    );
    PERFORM set_config('ecoop.org_id', v_org, true);
    IF NOT v_is_old THEN
        RETURN QUERY SELECT v_pass.org_id, v_pass.meeting_id, v_pass.member_id, v_pass.member_org_id;
    END IF;
END $$;
REVOKE ALL ON FUNCTION governance_find_pass FROM PUBLIC;
GRANT EXECUTE ON FUNCTION governance_find_pass TO ecoop_app;
