-- Purpose:    post a batch of entries of one organisation: the only writer of entries, postings, balances, numbers.
-- Parameters: who and when; the entries as arrays of equal length (a NULL array means NULL in every place);
--             their postings as arrays, each with the place of its entry in the batch and its line.
-- Answers:    all or nothing. Posted: one row per year with place 0, outcome 'posted' and the first number given,
--             the others following in the order of the batch. Otherwise nothing is written and there is one row
--             per entry that stands in the way: 'already' with the entry it has, or what is wrong with it.
-- Index:      the keys of the tables it writes; ledger_objections names those of its questions.
-- One lock per organisation makes numbers gap-free and keeps closures, seals and postings from overtaking each
-- other. Plans are made once and must stay right from the first sale to the five-millionth, so each look-up is
-- a subquery on a full key and the scan that fits only an empty table is switched off. The quick question may
-- object too much, never too little; ledger_objections then answers exactly.
CREATE OR REPLACE FUNCTION ledger_lock(p_org_id uuid) RETURNS void LANGUAGE sql VOLATILE
    AS $$ SELECT pg_advisory_xact_lock(uuid_hash_extended(p_org_id, 7271)) $$;
CREATE OR REPLACE FUNCTION ledger_post(
    p_org_id uuid, p_by uuid, p_now timestamptz,
    p_ids uuid[], p_kinds text[], p_document_kinds text[], p_document_ids uuid[], p_document_ons date[],
    p_entry_ons date[], p_texts text[], p_corrects uuid[],
    p_entries integer[], p_lines smallint[], p_debits text[], p_credits text[], p_amounts bigint[],
    p_parties uuid[], p_items uuid[], p_sides text[], p_quantities numeric[]
) RETURNS TABLE (place integer, outcome text, entry_id uuid, year integer, number integer, facts jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    v_years smallint[] := ARRAY[extract(year FROM p_entry_ons[1])::smallint];
    v_year smallint;
    v_from date;
    v_until date;
    v_size integer;
    v_before integer;
    v_objects boolean;
BEGIN
    IF p_org_id IS DISTINCT FROM ecoop_org_id() THEN
        RAISE EXCEPTION 'ledger_post: this transaction acts for another organisation' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- An older snapshot would not show a closure or a seal that was made before the lock was given.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'ledger_post: post under read committed' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF coalesce(cardinality(p_ids), 0) = 0 THEN
        RETURN;
    END IF;
    IF num_nulls(p_document_kinds, p_document_ids, p_document_ons, p_entry_ons, p_texts, p_entries, p_lines, p_debits,
                 p_credits, p_amounts) > 0
        OR (cardinality(p_ids), cardinality(p_ids), cardinality(p_ids), cardinality(p_ids), cardinality(p_ids),
            cardinality(p_entries), cardinality(p_entries), cardinality(p_entries), cardinality(p_entries))
        <> (cardinality(p_document_kinds), cardinality(p_document_ids), cardinality(p_document_ons),
            cardinality(p_entry_ons), cardinality(p_texts),
            cardinality(p_lines), cardinality(p_debits), cardinality(p_credits), cardinality(p_amounts))
        OR 1 > ANY (p_entries) OR cardinality(p_ids) < ANY (p_entries) THEN
        RAISE EXCEPTION 'ledger_post: the arrays of the batch do not fit together' USING ERRCODE = 'array_subscript_error';
    END IF;
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(p_org_id, 7271));
    SELECT p_kinds IS NOT NULL OR p_corrects IS NOT NULL
        OR NOT EXISTS (SELECT FROM ledger_books b WHERE b.org_id = p_org_id AND b.starts_on <= ALL (p_entry_ons))
        OR EXISTS (SELECT FROM ledger_seal s
            WHERE s.org_id = p_org_id AND s.day >= (p_now AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
        OR EXISTS (SELECT FROM ledger_period_closure c
            WHERE c.org_id = p_org_id AND c.month <= ANY (p_entry_ons) AND c.month + 31 > ANY (p_entry_ons))
        OR EXISTS (SELECT FROM (
                SELECT l.debit, l.credit, min(coalesce(l.amount_vnd, 0)) AS least,
                    max(l.amount_vnd) AS most
                FROM unnest(p_debits, p_credits, p_amounts) AS l(debit, credit, amount_vnd) GROUP BY l.debit, l.credit
            ) AS used
            WHERE (used.debit <> used.credit AND used.least > 0 AND used.most <= 1000000000000000) IS NOT TRUE
                OR (SELECT a.is_postable FROM ledger_account a
                    WHERE a.org_id = p_org_id AND a.code = used.debit) IS NOT TRUE
                OR (SELECT a.is_postable FROM ledger_account a
                    WHERE a.org_id = p_org_id AND a.code = used.credit) IS NOT TRUE)
        -- The next document in the order of its own key, so that no other key fits: while nothing is known of a young
        -- table, an equality would be read along any key that begins with the organisation, the whole year for each.
        OR EXISTS (SELECT FROM unnest(p_document_kinds, p_document_ids) AS d(kind, id)
            WHERE (SELECT e.document_kind = d.kind AND e.document_id = d.id FROM ledger_entry e
                WHERE e.org_id = p_org_id AND (e.document_kind, e.document_id) >= (d.kind, d.id)
                ORDER BY e.document_kind, e.document_id LIMIT 1))
        OR cardinality(p_ids) <> (SELECT count(DISTINCT l.place) FROM unnest(p_entries) AS l(place))
        INTO v_objects;
    IF v_objects THEN
        RETURN QUERY SELECT * FROM ledger_objections(p_org_id, p_now, p_kinds, p_document_kinds, p_document_ids,
            p_document_ons, p_entry_ons, p_texts, p_corrects, p_entries, p_lines, p_debits, p_credits, p_amounts,
            p_parties, p_items, p_sides, p_quantities);
        IF FOUND THEN
            RETURN;
        END IF;
        -- Whoever waited while a month was opened again recorded after that, whatever their clock said before.
        SELECT greatest(p_now, max(r.reopened_at)) INTO p_now
        FROM ledger_period_closure c JOIN ledger_period_reopening r ON r.org_id = c.org_id AND r.closure_id = c.id
        WHERE c.org_id = p_org_id AND c.month <= ANY (p_entry_ons) AND c.month + 31 > ANY (p_entry_ons);
    END IF;
    IF cardinality(p_ids) > 1 THEN
        v_years := ARRAY(SELECT DISTINCT extract(year FROM d.day)::smallint AS y FROM unnest(p_entry_ons) AS d(day) ORDER BY y);
    END IF;
    FOREACH v_year IN ARRAY v_years LOOP
        v_from := make_date(v_year, 1, 1);
        v_until := make_date(v_year, 12, 31);
        v_size := cardinality(p_ids);
        IF cardinality(v_years) > 1 THEN
            SELECT count(*) INTO v_size FROM unnest(p_entry_ons) AS d(day)
            WHERE d.day BETWEEN v_from AND v_until;
        END IF;
        INSERT INTO ledger_number_counter AS c (org_id, year, last_number) VALUES (p_org_id, v_year, v_size)
        ON CONFLICT (org_id, year) DO UPDATE SET last_number = c.last_number + excluded.last_number
        RETURNING c.last_number - v_size INTO v_before;
        INSERT INTO ledger_entry (org_id, id, year, number, kind, document_kind, document_id, document_on, entry_on,
            recorded_at, text, corrects_id, posted_by)
        SELECT p_org_id, e.id, v_year, v_before + row_number() OVER (), coalesce(e.kind, 'plain'), e.document_kind,
            e.document_id, e.document_on, e.entry_on, p_now, e.text, e.corrects_id, p_by
        FROM unnest(p_ids, p_document_kinds, p_document_ids, p_document_ons, p_entry_ons, p_texts, p_kinds, p_corrects)
            AS e(id, document_kind, document_id, document_on, entry_on, text, kind, corrects_id)
        WHERE e.entry_on BETWEEN v_from AND v_until;
        place := 0; outcome := 'posted'; year := v_year; number := v_before + 1;
        RETURN NEXT;
    END LOOP;
    INSERT INTO ledger_posting (org_id, entry_on, entry_id, line, debit, credit, amount_vnd, party_id, item_id, side, quantity)
    SELECT p_org_id, p_entry_ons[l.place], p_ids[l.place], l.line, l.debit, l.credit, l.amount_vnd, l.party_id,
        l.item_id, l.side, l.quantity
    FROM unnest(p_entries, p_lines, p_debits, p_credits, p_amounts, p_parties, p_items, p_sides, p_quantities)
        AS l(place, line, debit, credit, amount_vnd, party_id, item_id, side, quantity);
    INSERT INTO ledger_monthly_balance AS b (org_id, month, account, side, debit_vnd, credit_vnd)
    SELECT p_org_id, date_trunc('month', d.day)::date, m.account, coalesce(d.side, ''),
        sum(m.debit_vnd), sum(m.credit_vnd)
    FROM (
        SELECT p_entry_ons[l.place] AS day, l.debit, l.credit, l.side, sum(l.amount_vnd) AS amount_vnd
        FROM unnest(p_entries, p_debits, p_credits, p_amounts, p_sides) AS l(place, debit, credit, amount_vnd, side)
        GROUP BY 1, 2, 3, 4
    ) AS d, LATERAL (VALUES (d.debit, d.amount_vnd, 0), (d.credit, 0, d.amount_vnd)) AS m(account, debit_vnd, credit_vnd)
    GROUP BY 2, 3, 4
    ON CONFLICT (org_id, month, account, side)
    DO UPDATE SET debit_vnd = b.debit_vnd + excluded.debit_vnd, credit_vnd = b.credit_vnd + excluded.credit_vnd;
    -- Most sales name nobody; only what names a party is added up for it.
    IF num_nonnulls(VARIADIC p_parties) > 0 THEN
        INSERT INTO ledger_party_balance AS b (org_id, account, party_id, month, debit_vnd, credit_vnd)
        SELECT p_org_id, m.account, d.party_id, date_trunc('month', d.day)::date, sum(m.debit_vnd), sum(m.credit_vnd)
        FROM (
            SELECT p_entry_ons[l.place] AS day, l.debit, l.credit, l.party_id, sum(l.amount_vnd) AS amount_vnd
            FROM unnest(p_entries, p_debits, p_credits, p_amounts, p_parties)
                AS l(place, debit, credit, amount_vnd, party_id)
            WHERE l.party_id IS NOT NULL
            GROUP BY 1, 2, 3, 4
        ) AS d, LATERAL (VALUES (d.debit, d.amount_vnd, 0), (d.credit, 0, d.amount_vnd)) AS m(account, debit_vnd, credit_vnd)
        GROUP BY 2, 3, 4
        ON CONFLICT (org_id, account, party_id, month)
        DO UPDATE SET debit_vnd = b.debit_vnd + excluded.debit_vnd, credit_vnd = b.credit_vnd + excluded.credit_vnd;
    END IF;
END $$;
REVOKE ALL ON FUNCTION ledger_post, ledger_lock FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_post, ledger_lock TO ecoop_app;
