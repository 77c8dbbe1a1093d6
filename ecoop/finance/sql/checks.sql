-- Purpose:    what the loans and the books say about each loan must agree; each query must return no rows.
--             What a red entry took back counts on neither side.
-- Parameters: org_id.
-- Index:      named at each query.

-- name: the principal of a loan differs from the books
-- Index: events_of_a_loan, document_is_in_the_books_once
WITH live AS (
    SELECT v.id, v.loan_id, CASE WHEN v.kind = 'disbursed' THEN v.principal_vnd ELSE -v.principal_vnd END AS vnd
    FROM finance_loan_event v
    JOIN ledger_entry e ON e.org_id = v.org_id AND e.document_kind = 'finance.loan_event' AND e.document_id = v.id
    LEFT JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    WHERE v.org_id = %(org_id)s AND v.kind IN ('disbursed', 'repaid', 'written_off') AND r.id IS NULL
), loans AS (
    SELECT loan_id, sum(vnd) AS vnd FROM live GROUP BY loan_id
), books AS (
    SELECT v.loan_id, sum(p.amount_vnd * (CASE WHEN p.debit = '13211' THEN 1 ELSE -1 END)) AS vnd
    FROM live v
    JOIN ledger_entry e ON e.org_id = %(org_id)s AND e.document_kind = 'finance.loan_event' AND e.document_id = v.id
    JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE (p.debit = '13211' OR p.credit = '13211') AND p.item_id = v.loan_id
    GROUP BY v.loan_id
)
SELECT format('loan %%s: the loan says %%s, the books say %%s', l.loan_id, l.vnd, coalesce(b.vnd, 0))
FROM loans l LEFT JOIN books b ON b.loan_id = l.loan_id
WHERE l.vnd <> coalesce(b.vnd, 0);

-- name: an event of a loan has no entry
-- Index: document_is_in_the_books_once
SELECT format('event %%s (%%s)', v.id, v.kind)
FROM finance_loan_event v
LEFT JOIN ledger_entry e ON e.org_id = v.org_id AND e.document_kind = 'finance.loan_event' AND e.document_id = v.id
WHERE v.org_id = %(org_id)s AND v.kind NOT IN ('doubted', 'doubt_ended') AND e.id IS NULL;

-- name: a loan brought back more than went out
-- Index: events_of_a_loan, a_loan_event_is_taken_back_once
SELECT format('loan %%s', v.loan_id)
FROM finance_loan_event v
LEFT JOIN finance_loan_reversal t ON t.org_id = v.org_id AND t.event_id = v.id
LEFT JOIN ledger_entry e ON e.org_id = v.org_id AND e.document_kind = 'finance.loan_event' AND e.document_id = v.id
LEFT JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
WHERE v.org_id = %(org_id)s AND v.kind IN ('disbursed', 'repaid', 'written_off') AND t.id IS NULL AND r.id IS NULL
GROUP BY v.org_id, v.loan_id
HAVING sum(CASE WHEN v.kind = 'disbursed' THEN v.principal_vnd ELSE -v.principal_vnd END) < 0;

-- name: the first schedule of a loan does not bring back what was lent
-- Index: loan_plan_revision_is_one, loan_instalment_position_is_one, loan_event_revision_is_one
SELECT format('loan %%s: lent %%s, planned %%s', p.loan_id, v.principal_vnd, coalesce(sum(i.principal_vnd), 0))
FROM finance_loan_plan p
JOIN finance_loan_event v ON v.org_id = p.org_id AND v.loan_id = p.loan_id AND v.kind = 'disbursed'
  -- The money, or its first part, and its schedule are written in one act.
  AND v.recorded_at = p.recorded_at AND v.happened_on = p.starts_on
LEFT JOIN finance_loan_instalment i ON i.org_id = p.org_id AND i.plan_id = p.id
WHERE p.org_id = %(org_id)s AND p.kind = 'first'
GROUP BY p.org_id, p.id, v.id, p.loan_id, v.principal_vnd
HAVING coalesce(sum(i.principal_vnd), 0) <> v.principal_vnd;

-- name: an event of a loan was taken back for its household, and still stands in the books
-- Index: a_loan_event_is_taken_back_once
SELECT format('event %%s', t.event_id)
FROM finance_loan_reversal t
JOIN ledger_entry e ON e.org_id = t.org_id AND e.document_kind = 'finance.loan_event' AND e.document_id = t.event_id
LEFT JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
WHERE t.org_id = %(org_id)s AND r.id IS NULL;
