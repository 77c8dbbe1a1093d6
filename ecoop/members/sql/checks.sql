-- Purpose:    what the register, the trade and the books say about members must agree; each named query must return no rows.
--             A row's first column says in English which thing is wrong; verify shows it with the check's name.
-- Parameters: org_id.
-- Index:      named at each query.

-- name: the capital in the register differs from the capital in the books
-- Index: contributions_of_a_member, document_is_in_the_books_once
-- What a red entry took back counts on neither side.
WITH taken_back AS (
    SELECT e.document_id, r.id, r.entry_on
    FROM ledger_entry e JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    WHERE e.org_id = %(org_id)s AND e.document_kind = 'members.contribution'
), register AS (
    SELECT member_id, sum(amount_vnd) AS paid_in_vnd FROM members_capital_contribution
    WHERE org_id = %(org_id)s AND id NOT IN (SELECT document_id FROM taken_back) GROUP BY member_id
), books AS (
    SELECT p.party_id AS member_id, sum(p.amount_vnd) AS paid_in_vnd
    FROM (SELECT id, entry_on FROM ledger_entry WHERE org_id = %(org_id)s AND document_kind = 'members.contribution'
          UNION ALL SELECT id, entry_on FROM taken_back) AS e
    JOIN ledger_posting p ON p.org_id = %(org_id)s AND p.entry_on = e.entry_on AND p.entry_id = e.id
    GROUP BY p.party_id
)
SELECT format('member %%s: the register says %%s, the books say %%s',
    coalesce(r.member_id, b.member_id), coalesce(r.paid_in_vnd, 0), coalesce(b.paid_in_vnd, 0))
FROM register r FULL JOIN books b ON b.member_id = r.member_id
WHERE coalesce(r.paid_in_vnd, 0) <> coalesce(b.paid_in_vnd, 0);

-- name: a line of trade has no entry with its value
-- Index: members_dealing_pkey, document_is_in_the_books_once
SELECT format('dealing %%s of %%s: recorded %%s, posted %%s', d.id, d.dealt_on, d.value_vnd, p.posted_vnd)
FROM members_dealing d
LEFT JOIN ledger_entry e ON e.org_id = d.org_id AND e.document_kind = 'members.dealing' AND e.document_id = d.id
LEFT JOIN LATERAL (
    SELECT max(amount_vnd) FILTER (WHERE line = 1) AS posted_vnd FROM ledger_posting
    WHERE org_id = e.org_id AND entry_on = e.entry_on AND entry_id = e.id
) AS p ON true
WHERE d.org_id = %(org_id)s AND p.posted_vnd IS DISTINCT FROM d.value_vnd;

-- name: a line of trade has an entry that does not come to its value, tax and cost
-- Index: members_dealing_pkey, document_is_in_the_books_once
-- Labour that was paid at once is posted twice: as due, and as paid.
SELECT format('dealing %%s of %%s: expected %%s, posted %%s', d.id, d.dealt_on, w.whole_vnd, p.posted_vnd)
FROM members_dealing d
CROSS JOIN LATERAL (
    SELECT d.value_vnd * CASE WHEN d.kind = 'labour' AND d.means <> 'credit' THEN 2 ELSE 1 END
        + d.vat_vnd + d.cost_vnd AS whole_vnd
) AS w
JOIN ledger_entry e ON e.org_id = d.org_id AND e.document_kind = 'members.dealing' AND e.document_id = d.id
LEFT JOIN LATERAL (
    SELECT sum(amount_vnd) AS posted_vnd FROM ledger_posting
    WHERE org_id = e.org_id AND entry_on = e.entry_on AND entry_id = e.id
) AS p ON true
WHERE d.org_id = %(org_id)s AND p.posted_vnd IS DISTINCT FROM w.whole_vnd;

-- name: an internal line of trade was not with an official member under an agreement in force
-- Index: members_dealing_pkey, members_agreement_pkey, an_agreement_ends_once
-- What a red entry took back no longer counts on any side.
SELECT format('dealing %%s of %%s', d.id, d.dealt_on)
FROM members_dealing d
LEFT JOIN members_agreement a ON a.org_id = d.org_id AND a.id = d.agreement_id
LEFT JOIN members_agreement_ending x ON x.org_id = d.org_id AND x.agreement_id = d.agreement_id
WHERE d.org_id = %(org_id)s AND d.side = 'internal' AND (
    d.member_type <> 'official' OR a.id IS NULL OR a.member_id <> d.member_id
    OR a.signed_on > d.dealt_on OR a.ends_before <= d.dealt_on OR x.ends_before <= d.dealt_on
);

-- name: a line of trade stands on another side than its ground says
-- Index: members_dealing_pkey
SELECT format('dealing %%s of %%s: %%s because of %%s', d.id, d.dealt_on, d.side, d.ground)
FROM members_dealing d
WHERE d.org_id = %(org_id)s AND d.ground <> '' AND (d.side = 'internal') <> (d.ground = 'agreement');

-- name: a line of trade was told as taken back without a red entry
-- Index: members_dealing_reversal_pkey, document_is_in_the_books_once, entry_is_reversed_once
SELECT format('dealing %%s', v.dealing_id)
FROM members_dealing_reversal v
WHERE v.org_id = %(org_id)s AND NOT EXISTS (
    SELECT 1 FROM ledger_entry e JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    WHERE e.org_id = v.org_id AND e.document_kind = 'members.dealing' AND e.document_id = v.dealing_id
);
