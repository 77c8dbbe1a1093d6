-- Purpose:    add a detail account below an account of the books, which from then on only sums up its details.
-- Parameters: the organisation; the new account's id, code and names; its parent's code.
-- Answers:    'added', 'already' (the same account is there), or what is wrong: 'account-unknown', 'account-exists',
--             'account-has-postings' (the parent has taken postings, which no detail could take over).
-- Index:      account_code_is_unique_in_the_books, ledger_monthly_balance_pkey.
-- The lock is that of ledger_post, so that nothing is posted to the parent meanwhile.
CREATE FUNCTION ledger_add_account(
    p_org_id uuid, p_id uuid, p_parent text, p_code text, p_name_vi text, p_name_en text
) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_parent ledger_account;
    v_same boolean;
BEGIN
    IF p_org_id IS DISTINCT FROM ecoop_org_id() THEN
        RAISE EXCEPTION 'ledger_add_account: this transaction acts for another organisation' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(p_org_id, 7271));
    SELECT * INTO v_parent FROM ledger_account a WHERE a.org_id = p_org_id AND a.code = p_parent;
    IF NOT FOUND OR v_parent.normal = 'both' AND v_parent.type = 'off_balance' THEN
        RETURN 'account-unknown';
    END IF;
    SELECT (a.parent_code, a.name_vi, a.name_en) = (p_parent, p_name_vi, p_name_en) INTO v_same
    FROM ledger_account a WHERE a.org_id = p_org_id AND a.code = p_code;
    IF FOUND THEN
        RETURN CASE WHEN v_same THEN 'already' ELSE 'account-exists' END;
    END IF;
    IF v_parent.is_postable AND EXISTS (
        SELECT FROM ledger_monthly_balance b WHERE b.org_id = p_org_id AND b.account = p_parent
    ) THEN
        RETURN 'account-has-postings';
    END IF;
    UPDATE ledger_account SET is_postable = false WHERE org_id = p_org_id AND id = v_parent.id AND is_postable;
    INSERT INTO ledger_account (org_id, id, code, name_vi, name_en, parent_code, type, normal, is_postable)
    VALUES (p_org_id, p_id, p_code, p_name_vi, p_name_en, p_parent, v_parent.type, v_parent.normal, true);
    RETURN 'added';
END $$;
REVOKE ALL ON FUNCTION ledger_add_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_add_account TO ecoop_app;
