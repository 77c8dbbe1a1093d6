-- Purpose:    the organisation and the person that the running transaction acts for.
-- Parameters: none; `ecoop.org_id` and `ecoop.person_id` are set by kernel.walls.inside_organisation.
-- Index:      none; written so that the planner inlines them into the policies.
CREATE FUNCTION ecoop_org_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('ecoop.org_id', true), '')::uuid $$;
CREATE FUNCTION ecoop_person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('ecoop.person_id', true), '')::uuid $$;
