-- Purpose:    add to the count of one address in one minute, forgetting the minutes before the last.
-- Parameters: forget_before, minute_at, asked_by
-- Index:      the primary key.
WITH forgotten AS (
    DELETE FROM sync_orders_asked WHERE minute_at < %(forget_before)s
)
INSERT INTO sync_orders_asked AS c (minute_at, asked_by, asked)
VALUES (%(minute_at)s, %(asked_by)s, 1)
ON CONFLICT (minute_at, asked_by) DO UPDATE SET asked = c.asked + excluded.asked
RETURNING asked;
