-- Purpose:    add to the count of one address in one hour, forgetting the hours before the last.
-- Parameters: forget_before, hour_at, asked_by
-- Index:      the primary key.
WITH forgotten AS (
    DELETE FROM members_applications_asked WHERE hour_at < %(forget_before)s
)
INSERT INTO members_applications_asked AS c (hour_at, asked_by, asked)
VALUES (%(hour_at)s, %(asked_by)s, 1)
ON CONFLICT (hour_at, asked_by) DO UPDATE SET asked = c.asked + excluded.asked
RETURNING asked;
