-- Purpose:    write the events of one phone that were recorded.
-- Parameters: org_id; device_id; received_at; arrays of equal length (a NULL array means NULL in every place). Moments
--             come as microseconds since 2000, digests as ids of the same sixteen bytes.
-- Index:      sync_event_pkey: an event that is there already must not come here.
INSERT INTO sync_event (org_id, id, device_id, seq, kind, happened_at, received_at, document_on, amount_vnd,
    discount_vnd, digest, number, payment_id, paper_id)
SELECT %s, e.id, %s, e.seq, e.kind, timestamptz '2000-01-01 00:00:00+00' + e.happened_us * interval '1 microsecond',
    %s, e.document_on, e.amount_vnd, e.discount_vnd, uuid_send(e.digest), e.number, e.payment_id, e.paper_id
FROM unnest(%b::uuid[], %b::bigint[], %b::text[], %b::bigint[], %b::date[], %b::bigint[], %b::bigint[], %b::uuid[],
    %b::text[], %b::uuid[], %b::uuid[])
    AS e(id, seq, kind, happened_us, document_on, amount_vnd, discount_vnd, digest, number, payment_id, paper_id)
