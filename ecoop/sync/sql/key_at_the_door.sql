-- Purpose:    to which phone a key was given, whether it is the newest, and when the phone was heard of last.
-- Parameters: org_id; fingerprint.
-- Index:      device_key_is_known_by_its_fingerprint, device_keys_newest_first, visits_of_a_day_are_one.
SELECT k.device_id,
    k.id = (SELECT n.id FROM sync_device_key n WHERE n.org_id = k.org_id AND n.device_id = k.device_id
        ORDER BY n.recorded_at DESC, n.id DESC LIMIT 1),
    (SELECT max(v.visited_on) FROM sync_visit v WHERE v.org_id = k.org_id AND v.device_id = k.device_id)
FROM sync_device_key k
WHERE k.org_id = %s AND k.fingerprint = %s
