-- Purpose:    bring what became of the old wards up to the law's table; running it again changes nothing.
-- Parameters: provinces, districts, names, plain names, old codes, codes of the new wards (arrays of equal length).
-- Index:      old_ward_goes_into_a_ward_once.
INSERT INTO parties_old_ward (province_name, district_name, name, name_plain, old_code, ward_id)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT ON CONSTRAINT old_ward_goes_into_a_ward_once DO NOTHING
