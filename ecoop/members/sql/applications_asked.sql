-- Purpose:    how many applications one address sent to the open pages in one hour, counted for all processes
--             together. Rows live for hours.
-- Parameters: none; run once by a migration.
-- Index:      the primary key; forgetting walks its beginning.
CREATE TABLE members_applications_asked (
    hour_at timestamptz NOT NULL,
    -- A keyed hash; the address itself is not kept.
    asked_by text NOT NULL,
    asked bigint NOT NULL,
    PRIMARY KEY (hour_at, asked_by),
    CONSTRAINT applications_asked_is_positive CHECK (asked > 0)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON members_applications_asked TO ecoop_app;
