-- Purpose:    bring the provinces up to the law's table; running it again changes nothing.
-- Parameters: codes, names, full names, plain names (arrays of equal length).
-- Index:      the primary key of parties_province.
INSERT INTO parties_province (code, name, full_name, name_plain)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (code) DO UPDATE
    SET name = EXCLUDED.name, full_name = EXCLUDED.full_name, name_plain = EXCLUDED.name_plain
    WHERE (parties_province.name, parties_province.full_name, parties_province.name_plain)
        IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.full_name, EXCLUDED.name_plain)
