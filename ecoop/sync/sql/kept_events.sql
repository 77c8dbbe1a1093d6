-- Purpose:    what the tray holds, or held, of some events: the last refusal of each, and how it was settled.
-- Parameters: org_id; event_ids.
-- Index:      tray_event_is_kept_once, attempts_newest_first, tray_event_is_settled_once.
SELECT t.id, t.event_id, t.digest, coalesce(a.code, ''), coalesce(s.how, ''), coalesce(s.reason, '')
FROM sync_tray_event t
LEFT JOIN LATERAL (
    SELECT a.code FROM sync_tray_attempt a WHERE a.org_id = t.org_id AND a.event_id = t.id
    ORDER BY a.attempted_at DESC, a.id DESC LIMIT 1
) AS a ON true
LEFT JOIN sync_tray_settlement s ON s.org_id = t.org_id AND s.event_id = t.id
WHERE t.org_id = %s AND t.event_id = ANY (%b::uuid[])
