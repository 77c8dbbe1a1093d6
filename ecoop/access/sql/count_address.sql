-- Purpose:    add to the count of one address in one span of time, forgetting the spans before the last.
-- Parameters: forget_before, starts_at, address, more; the names of table and columns are filled in by whoever counts.
-- Index:      the primary key.
WITH forgotten AS (
    DELETE FROM {table} WHERE {span}_at < %(forget_before)s
)
INSERT INTO {table} AS c ({span}_at, {word}_by, {word})
VALUES (%(starts_at)s, %(address)s, %(more)s)
ON CONFLICT ({span}_at, {word}_by) DO UPDATE SET {word} = c.{word} + excluded.{word}
RETURNING {word};
