-- Purpose:    count a guess of one address in one hour, forgetting the hours before the last.
-- Parameters: forget_before, hour_at, guessed_by
-- Index:      the primary key.
WITH forgotten AS (
    DELETE FROM start_guesses_counted WHERE hour_at < %(forget_before)s
)
INSERT INTO start_guesses_counted AS c (hour_at, guessed_by, guessed)
VALUES (%(hour_at)s, %(guessed_by)s, 1)
ON CONFLICT (hour_at, guessed_by) DO UPDATE SET guessed = c.guessed + excluded.guessed
RETURNING guessed;
