-- Purpose:    say, for each draft of a batch, what keeps it from being posted (or that it is posted already).
-- Parameters: the batch as ledger_post takes it.
-- Index:      document_is_in_the_books_once, entry_is_reversed_once, ledger_posting_pkey, account_code_is_unique_in_the_books.
-- Opening balances (document kind ledger.opening) stand on the day before the books begin, and nothing else does but the
-- red entries that take them back; once a month is closed they stay as they are.
-- The ranks are the order of precedence: of several objections to one entry the lowest rank is told.
CREATE OR REPLACE FUNCTION ledger_objections(
    p_org_id uuid, p_now timestamptz,
    p_kinds text[], p_document_kinds text[], p_document_ids uuid[], p_document_ons date[], p_entry_ons date[],
    p_texts text[], p_corrects uuid[],
    p_entries integer[], p_lines smallint[], p_debits text[], p_credits text[], p_amounts bigint[],
    p_parties uuid[], p_items uuid[], p_sides text[], p_quantities numeric[]
) RETURNS TABLE (place integer, outcome text, entry_id uuid, year integer, number integer, facts jsonb)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_bitmapscan = off SET jit = off AS $$
WITH drafts AS (
    SELECT d.place::integer, coalesce(d.kind, 'plain') AS kind, d.document_kind, d.document_id, d.document_on,
        d.entry_on, d.text, d.corrects_id
    FROM unnest(p_document_kinds, p_document_ids, p_document_ons, p_entry_ons, p_texts, p_kinds, p_corrects)
        WITH ORDINALITY AS d(document_kind, document_id, document_on, entry_on, text, kind, corrects_id, place)
), lines AS (
    SELECT l.place, l.line, l.debit, l.credit, l.amount_vnd, l.party_id, l.item_id, l.side, l.quantity
    FROM unnest(p_entries, p_lines, p_debits, p_credits, p_amounts, p_parties, p_items, p_sides, p_quantities)
        AS l(place, line, debit, credit, amount_vnd, party_id, item_id, side, quantity)
), known AS (
    SELECT d.place, e.id, e.year, e.number,
        (e.kind, e.document_on, e.entry_on, e.text) = (d.kind, d.document_on, d.entry_on, d.text)
        AND e.corrects_id IS NOT DISTINCT FROM d.corrects_id
        AND (SELECT count(*) FROM lines l WHERE l.place = d.place)
            = (SELECT count(*) FROM ledger_posting p
               WHERE p.org_id = p_org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id)
        AND NOT EXISTS (
            SELECT l.line, l.debit, l.credit, l.amount_vnd, l.party_id, l.item_id, l.side, l.quantity
            FROM lines l WHERE l.place = d.place
            EXCEPT
            SELECT p.line, p.debit, p.credit, p.amount_vnd, p.party_id, p.item_id, p.side, p.quantity
            FROM ledger_posting p WHERE p.org_id = p_org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
        ) AS is_same
    FROM drafts d CROSS JOIN LATERAL (
        -- The next document in the order of its key: see ledger_post.
        SELECT e.* FROM ledger_entry e
        WHERE e.org_id = p_org_id AND (e.document_kind, e.document_id) >= (d.document_kind, d.document_id)
        ORDER BY e.document_kind, e.document_id LIMIT 1
    ) AS e
    WHERE e.document_kind = d.document_kind AND e.document_id = d.document_id
), corrected AS (
    SELECT d.place, e.id, e.entry_on, e.kind FROM drafts d CROSS JOIN LATERAL (
        SELECT e.* FROM ledger_entry e WHERE e.org_id = p_org_id AND e.id = d.corrects_id LIMIT 1
    ) AS e
), objections AS (
    SELECT place, 1 AS rank, CASE WHEN is_same THEN 'already' ELSE 'document-differs' END AS outcome,
        id AS entry_id, year::integer, number, jsonb_build_object('year', year, 'number', number) AS facts
    FROM known
    UNION ALL
    SELECT place, 2, 'books-not-open', NULL, NULL, NULL, '{}' FROM drafts
    WHERE NOT EXISTS (SELECT FROM ledger_books b WHERE b.org_id = p_org_id)
    UNION ALL
    SELECT d.place, 3, 'entry-before-books', NULL, NULL, NULL, jsonb_build_object('starts_on', b.starts_on)
    FROM drafts d JOIN ledger_books b ON b.org_id = p_org_id AND d.entry_on < b.starts_on
    WHERE NOT (d.entry_on = b.starts_on - 1 AND (d.document_kind = 'ledger.opening'
        OR d.kind = 'red' AND EXISTS (SELECT FROM corrected c WHERE c.place = d.place AND c.entry_on = d.entry_on)))
    UNION ALL
    SELECT d.place, 4, 'day-is-sealed', NULL, NULL, NULL, jsonb_build_object('day', s.day)
    FROM drafts d, (SELECT max(day) AS day FROM ledger_seal WHERE org_id = p_org_id) s
    WHERE s.day >= (p_now AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    UNION ALL
    SELECT d.place, 5, 'period-is-closed', NULL, NULL, NULL,
        jsonb_build_object('month', c.month, 'closed_on', (c.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
    FROM drafts d JOIN ledger_period_closure c ON c.org_id = p_org_id AND c.month = date_trunc('month', d.entry_on)::date
    WHERE NOT EXISTS (SELECT FROM ledger_period_reopening r WHERE r.org_id = p_org_id AND r.closure_id = c.id)
    UNION ALL
    SELECT d.place, 5, 'period-is-closed', NULL, NULL, NULL,
        jsonb_build_object('month', c.month, 'closed_on', (c.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
    FROM drafts d JOIN ledger_books b ON b.org_id = p_org_id AND d.entry_on < b.starts_on
    JOIN ledger_period_closure c ON c.org_id = p_org_id
    WHERE NOT EXISTS (SELECT FROM ledger_period_reopening r WHERE r.org_id = p_org_id AND r.closure_id = c.id)
    UNION ALL
    SELECT d.place, 6, 'entry-has-no-postings', NULL, NULL, NULL, '{}' FROM drafts d
    WHERE NOT EXISTS (SELECT FROM lines l WHERE l.place = d.place)
    UNION ALL
    SELECT l.place, 7, 'account-unknown', NULL, NULL, NULL, jsonb_build_object('account', c.code)
    FROM lines l CROSS JOIN LATERAL (VALUES (l.debit), (l.credit)) AS c(code)
    WHERE NOT EXISTS (SELECT FROM ledger_account a WHERE a.org_id = p_org_id AND a.code = c.code)
    UNION ALL
    SELECT l.place, 8, 'account-not-postable', NULL, NULL, NULL, jsonb_build_object('account', c.code)
    FROM lines l CROSS JOIN LATERAL (VALUES (l.debit), (l.credit)) AS c(code)
    JOIN ledger_account a ON a.org_id = p_org_id AND a.code = c.code AND NOT a.is_postable
    UNION ALL
    SELECT place, 9, 'posting-to-itself', NULL, NULL, NULL, jsonb_build_object('account', debit)
    FROM lines WHERE debit = credit
    UNION ALL
    SELECT place, 10, 'amount-is-zero', NULL, NULL, NULL, '{}' FROM lines WHERE amount_vnd IS NULL OR amount_vnd = 0
    UNION ALL
    SELECT l.place, 11, 'amount-is-negative', NULL, NULL, NULL, jsonb_build_object('amount_vnd', l.amount_vnd)
    FROM lines l JOIN drafts d USING (place) WHERE l.amount_vnd < 0 AND d.kind <> 'red'
    UNION ALL
    SELECT place, 11, 'amount-is-too-large', NULL, NULL, NULL, jsonb_build_object('amount_vnd', amount_vnd)
    FROM lines WHERE amount_vnd NOT BETWEEN -1000000000000000 AND 1000000000000000
    UNION ALL
    SELECT d.place, 12, 'nothing-to-correct', NULL, NULL, NULL, '{}' FROM drafts d LEFT JOIN corrected c USING (place)
    WHERE c.id IS NULL AND (d.kind = 'red' OR d.corrects_id IS NOT NULL)
    UNION ALL
    SELECT d.place, 13, 'entry-was-reversed', r.id, r.year, r.number, jsonb_build_object('year', r.year, 'number', r.number)
    FROM drafts d JOIN ledger_entry r ON r.org_id = p_org_id AND r.corrects_id = d.corrects_id AND r.kind = 'red'
    WHERE d.kind = 'red'
    UNION ALL
    SELECT d.place, 14, 'red-entry-differs', NULL, NULL, NULL, '{}' FROM drafts d JOIN corrected c USING (place)
    WHERE d.kind = 'red' AND (c.kind = 'red' OR EXISTS (
        (SELECT l.line, l.debit, l.credit, -l.amount_vnd, l.party_id, l.item_id, l.side, -l.quantity
         FROM lines l WHERE l.place = d.place
         EXCEPT
         SELECT p.line, p.debit, p.credit, p.amount_vnd, p.party_id, p.item_id, p.side, p.quantity
         FROM ledger_posting p WHERE p.org_id = p_org_id AND p.entry_on = c.entry_on AND p.entry_id = c.id)
        UNION ALL
        (SELECT p.line, p.debit, p.credit, p.amount_vnd, p.party_id, p.item_id, p.side, p.quantity
         FROM ledger_posting p WHERE p.org_id = p_org_id AND p.entry_on = c.entry_on AND p.entry_id = c.id
         EXCEPT
         SELECT l.line, l.debit, l.credit, -l.amount_vnd, l.party_id, l.item_id, l.side, -l.quantity
         FROM lines l WHERE l.place = d.place)))
)
SELECT DISTINCT ON (o.place) o.place, o.outcome, o.entry_id, o.year, o.number, o.facts
FROM objections o ORDER BY o.place, o.rank, o.facts
$$;
REVOKE ALL ON FUNCTION ledger_objections FROM PUBLIC;
