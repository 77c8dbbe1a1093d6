-- What the law has a cooperative show to its members (Art. 14): who holds which capital, and the undivided fund.
-- Purpose:    a member's household reads a few columns of its cooperative's tables, and none of the rows themselves.
-- Parameters: p_org_id (the cooperative); p_day; p_after and p_most cut a page out of the list.
-- Index:      memberships_of_an_organisation; those of members_holdings; ledger_monthly_balance_pkey.
-- Both run with the caller's rights and step behind the cooperative's wall for as long as the one statement takes, after
-- asking whether the caller belongs there.
CREATE FUNCTION members_disclosed_list(p_org_id uuid, p_day date, p_after text, p_most integer)
RETURNS TABLE (number varchar, name varchar, brings_capital boolean, takes_part boolean, held_vnd bigint)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    v_acting text := coalesce(current_setting('ecoop.org_id', true), '');
BEGIN
    IF p_org_id IS DISTINCT FROM ecoop_org_id() AND NOT EXISTS (
        SELECT 1 FROM ecoop_memberships() AS own (org_id) WHERE own.org_id = p_org_id
    ) THEN
        RAISE EXCEPTION 'the list of another organisation is not shown' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('ecoop.org_id', p_org_id::text, true);
    RETURN QUERY
        SELECT h.number, h.name, h.brings_capital, h.uses OR h.works, h.held_vnd
        FROM members_holdings(p_org_id, p_day) AS h
        WHERE h.left_on IS NULL AND h.brings_capital AND h.number > p_after
        ORDER BY h.number LIMIT p_most;
    PERFORM set_config('ecoop.org_id', v_acting, true);
END
$$;

CREATE FUNCTION members_disclosed_fund(p_org_id uuid)
RETURNS TABLE (account varchar, name_vi varchar, name_en varchar, balance_vnd bigint)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    v_acting text := coalesce(current_setting('ecoop.org_id', true), '');
BEGIN
    IF p_org_id IS DISTINCT FROM ecoop_org_id() AND NOT EXISTS (
        SELECT 1 FROM ecoop_memberships() AS own (org_id) WHERE own.org_id = p_org_id
    ) THEN
        RAISE EXCEPTION 'the fund of another organisation is not shown' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('ecoop.org_id', p_org_id::text, true);
    RETURN QUERY
        -- Which accounts speak of the undivided fund and its assets, their names in the chart of the law say.
        SELECT a.code, a.name_vi, a.name_en,
            (CASE WHEN a.normal = 'credit' THEN -1 ELSE 1 END * sum(b.debit_vnd - b.credit_vnd))::bigint
        FROM ledger_account a
        JOIN ledger_monthly_balance b ON b.org_id = a.org_id AND b.account = a.code
        WHERE a.org_id = p_org_id AND a.name_vi ILIKE '%không chia%'
        GROUP BY a.code, a.name_vi, a.name_en, a.normal
        HAVING sum(b.debit_vnd - b.credit_vnd) <> 0
        ORDER BY a.code;
    PERFORM set_config('ecoop.org_id', v_acting, true);
END
$$;
