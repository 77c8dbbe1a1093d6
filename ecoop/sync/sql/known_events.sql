-- Purpose:    which of some events were recorded before.
-- Parameters: org_id; event_ids.
-- Index:      sync_event_pkey.
SELECT e.id, e.digest, e.kind FROM sync_event e WHERE e.org_id = %s AND e.id = ANY (%b::uuid[])
