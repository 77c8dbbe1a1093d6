-- Purpose:    take back the count of a guess that was right.
-- Parameters: hour_at, guessed_by
-- Index:      the primary key.
UPDATE start_guesses_counted SET guessed = guessed - 1
WHERE hour_at = %(hour_at)s AND guessed_by = %(guessed_by)s AND guessed > 0;
