-- Purpose:    what an exchange asks of a phone: its name, whether it was taken out of use, its newest numbers.
-- Parameters: org_id; device_id.
-- Index:      sync_device_pkey, device_is_revoked_once, leases_of_a_device.
SELECT d.name, r.recorded_at, d.series,
    (SELECT l.place FROM sync_lease l WHERE l.org_id = d.org_id AND l.device_id = d.id ORDER BY l.place DESC LIMIT 1)
FROM sync_device d
LEFT JOIN sync_device_revocation r ON r.org_id = d.org_id AND r.device_id = d.id
WHERE d.org_id = %s AND d.id = %s
