-- Purpose:    how many calculations one address asked of the open calculation in one minute, counted for all
--             processes together, so that nobody keeps others waiting. Rows live for minutes.
-- Parameters: none; run once by a migration.
-- Index:      the primary key; forgetting walks its beginning.
CREATE TABLE taxes_calculations_asked (
    minute_at timestamptz NOT NULL,
    -- A keyed hash; the address itself is not kept.
    asked_by text NOT NULL,
    asked bigint NOT NULL,
    PRIMARY KEY (minute_at, asked_by),
    CONSTRAINT asked_is_positive CHECK (asked > 0)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON taxes_calculations_asked TO ecoop_app;
