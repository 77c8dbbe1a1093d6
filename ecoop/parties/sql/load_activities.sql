-- Purpose:    bring one edition of the activities up to the law's table; running it again changes nothing.
-- Parameters: the edition; codes, levels, codes of the parents, names (arrays of equal length).
-- Index:      activity_code_is_unique_in_its_edition.
INSERT INTO parties_activity (edition, code, level, parent_code, name_vi)
SELECT %s, * FROM unnest(%s::text[], %s::smallint[], %s::text[], %s::text[])
ON CONFLICT ON CONSTRAINT activity_code_is_unique_in_its_edition DO UPDATE
    SET level = EXCLUDED.level, parent_code = EXCLUDED.parent_code, name_vi = EXCLUDED.name_vi
    WHERE (parties_activity.level, parties_activity.parent_code, parties_activity.name_vi)
        IS DISTINCT FROM (EXCLUDED.level, EXCLUDED.parent_code, EXCLUDED.name_vi)
