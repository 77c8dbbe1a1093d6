-- Purpose:    write the events of one phone that were recorded.
-- Parameters: org_id; device_id; now; arrays of equal length, one place per event.
-- Index:      sync_event_pkey: an event that is there already must not come here.
INSERT INTO sync_event (org_id, id, device_id, seq, kind, happened_at, received_at, document_on, amount_vnd,
    discount_vnd, digest, number, payment_id, paper_id)
SELECT %(org_id)s, e.id, %(device_id)s, e.seq, e.kind, e.happened_at, %(now)s, e.document_on, e.amount_vnd,
    e.discount_vnd, e.digest, e.number, e.payment_id, e.paper_id
FROM unnest(%(ids)s::uuid[], %(seqs)s::bigint[], %(kinds)s::text[], %(happened)s::timestamptz[], %(days)s::date[],
    %(amounts)s::bigint[], %(discounts)s::bigint[], %(digests)s::bytea[], %(numbers)s::text[],
    %(payments)s::uuid[], %(papers)s::uuid[])
    AS e(id, seq, kind, happened_at, document_on, amount_vnd, discount_vnd, digest, number, payment_id, paper_id)
