-- Purpose:    note that a phone was heard of on a day; of a day there is one row.
-- Parameters: org_id; id; device_id; visited_on; last_at; last_seq; clock_ahead_s.
-- Index:      visits_of_a_day_are_one.
INSERT INTO sync_visit AS v (org_id, id, device_id, visited_on, last_at, last_seq, clock_ahead_s)
VALUES (%(org_id)s, %(id)s, %(device_id)s, %(visited_on)s, %(last_at)s, %(last_seq)s, %(clock_ahead_s)s)
ON CONFLICT (org_id, device_id, visited_on) DO UPDATE
SET last_at = greatest(v.last_at, excluded.last_at), last_seq = greatest(v.last_seq, excluded.last_seq),
    clock_ahead_s = excluded.clock_ahead_s
