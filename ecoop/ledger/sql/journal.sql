-- Purpose:    a page of the journal (Nhật ký chung): entries in the order of their days, each with its postings.
-- Parameters: org_id; from_on, until_on (both inside); after_on, after_id: the last entry of the page before; size.
-- Index:      ledger_posting_pkey, read forwards from the cursor; ledger_entry_pkey.
WITH lines AS (
    SELECT p.entry_on, p.entry_id,
        jsonb_agg(jsonb_build_array(p.debit, p.credit, p.amount_vnd, p.party_id, p.item_id, p.side, p.quantity::text)
            ORDER BY p.line) AS postings
    FROM ledger_posting p
    WHERE p.org_id = %(org_id)s AND p.entry_on >= %(from_on)s AND p.entry_on <= %(until_on)s
        AND (p.entry_on, p.entry_id) > (%(after_on)s, %(after_id)s)
    GROUP BY p.org_id, p.entry_on, p.entry_id
    ORDER BY p.entry_on, p.entry_id
    LIMIT %(size)s
)
SELECT e.id, e.year, e.number, e.kind, e.document_kind, e.document_id, e.document_on, e.entry_on, e.recorded_at,
    e.text, e.corrects_id, e.posted_by, NULL::text[], NULL::text, l.postings
FROM lines l JOIN ledger_entry e ON e.org_id = %(org_id)s AND e.id = l.entry_id
ORDER BY l.entry_on, l.entry_id
