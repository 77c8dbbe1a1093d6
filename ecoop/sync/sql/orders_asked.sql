-- Purpose:    how often one address asked in one minute what its phones are to do, counted for all processes together.
--             Rows live for minutes.
-- Parameters: none; run once by a migration.
-- Index:      the primary key; forgetting walks its beginning.
CREATE TABLE sync_orders_asked (
    minute_at timestamptz NOT NULL,
    -- A keyed hash; the address itself is not kept.
    asked_by text NOT NULL,
    asked bigint NOT NULL,
    PRIMARY KEY (minute_at, asked_by),
    CONSTRAINT orders_asked_is_positive CHECK (asked > 0)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sync_orders_asked TO ecoop_app;
