-- Write the names without accents of the members that stand already, organisation by organisation, for row security
-- binds whoever migrates, too. The policy of updating is that of the table; the owner may.
-- Purpose:    once, when the column is laid out.
-- Parameters: none.
-- Index:      the primary key.
DO $$
DECLARE
    v_org_id uuid;
BEGIN
    FOR v_org_id IN SELECT id FROM parties_organisation LOOP
        PERFORM set_config('ecoop.org_id', v_org_id::text, true);
        UPDATE members_member
        SET name_plain = btrim(regexp_replace(
            lower(translate(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'), 'đĐ', 'dd')),
            '[^a-z0-9]+', ' ', 'g'))
        WHERE org_id = v_org_id;
    END LOOP;
    PERFORM set_config('ecoop.org_id', '', true);
END
$$;
