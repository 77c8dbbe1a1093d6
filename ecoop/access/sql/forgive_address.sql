-- Purpose:    take back one from the count of one address in one span of time.
-- Parameters: starts_at, address; the names of table and columns are filled in by whoever counts.
-- Index:      the primary key.
UPDATE {table} SET {word} = {word} - 1
WHERE {span}_at = %(starts_at)s AND {word}_by = %(address)s AND {word} > 0;
