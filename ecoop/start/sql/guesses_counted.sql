-- Purpose:    how many codes one address guessed wrong in one hour, over all numbers, counted for all processes together.
--             Rows live for hours.
-- Parameters: none; run once by a migration.
-- Index:      the primary key; forgetting walks its beginning.
CREATE TABLE start_guesses_counted (
    hour_at timestamptz NOT NULL,
    -- A keyed hash; the address itself is not kept.
    guessed_by text NOT NULL,
    guessed bigint NOT NULL,
    PRIMARY KEY (hour_at, guessed_by),
    CONSTRAINT guesses_are_not_negative CHECK (guessed >= 0)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON start_guesses_counted TO ecoop_app;
