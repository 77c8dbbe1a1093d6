-- Purpose:    the postings of one party in the order of the journal, as books by party ask for them.
-- Parameters: none.
-- Index:      itself. Most sales name nobody and are not in it, so that posting them costs nothing more.
CREATE INDEX postings_of_a_party ON ledger_posting (org_id, party_id, entry_on, entry_id, line)
    WHERE party_id IS NOT NULL;
