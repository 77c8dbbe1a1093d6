-- Purpose:    bring the wards up to the law's table; running it again changes nothing.
-- Parameters: codes, province codes, names, full names, plain names (arrays of equal length).
-- Index:      the primary key of parties_ward.
INSERT INTO parties_ward (code, province_id, name, full_name, name_plain)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (code) DO UPDATE
    SET province_id = EXCLUDED.province_id, name = EXCLUDED.name,
        full_name = EXCLUDED.full_name, name_plain = EXCLUDED.name_plain
    WHERE (parties_ward.province_id, parties_ward.name, parties_ward.full_name, parties_ward.name_plain)
        IS DISTINCT FROM (EXCLUDED.province_id, EXCLUDED.name, EXCLUDED.full_name, EXCLUDED.name_plain)
