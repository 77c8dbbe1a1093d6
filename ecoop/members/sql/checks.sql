-- Purpose:    what the register, the trade and the books say about members must agree; each named query must return no rows.
--             A row's first column says in English which thing is wrong; verify shows it with the check's name.
-- Parameters: org_id.
-- Index:      named at each query.

-- name: the capital in the register differs from the capital in the books
-- Index: contributions_of_a_member, capital_changes_of_a_member, document_is_in_the_books_once
-- Member by member on account 4111, since the books began; what a red entry took back counts on neither side.
WITH taken_back AS (
    SELECT e.document_kind, e.document_id
    FROM ledger_entry e JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    WHERE e.org_id = %(org_id)s AND e.document_kind IN ('members.contribution', 'members.capital-change')
), opening AS (
    SELECT id FROM ledger_entry WHERE org_id = %(org_id)s AND document_kind = 'ledger.opening'
), register AS (
    SELECT member_id, sum(amount_vnd) AS held_vnd FROM (
        SELECT c.member_id, c.amount_vnd FROM members_capital_contribution c
        JOIN ledger_books b ON b.org_id = c.org_id AND c.paid_on >= b.starts_on
        WHERE c.org_id = %(org_id)s AND c.id NOT IN (
            SELECT document_id FROM taken_back WHERE document_kind = 'members.contribution')
        UNION ALL
        SELECT c.member_id, c.amount_vnd FROM members_capital_change c
        WHERE c.org_id = %(org_id)s AND c.document_id NOT IN (
            SELECT document_id FROM taken_back WHERE document_kind = 'members.capital-change')
    ) AS moved GROUP BY member_id
), books AS (
    SELECT p.party_id AS member_id,
        sum(CASE WHEN p.credit LIKE '4111%%' THEN p.amount_vnd ELSE -p.amount_vnd END) AS held_vnd
    FROM ledger_posting p JOIN ledger_entry e ON e.org_id = p.org_id AND e.entry_on = p.entry_on AND e.id = p.entry_id
    WHERE p.org_id = %(org_id)s AND (p.credit LIKE '4111%%') <> (p.debit LIKE '4111%%')
        AND e.id NOT IN (SELECT id FROM opening)
        AND (e.corrects_id IS NULL OR e.corrects_id NOT IN (SELECT id FROM opening))
    GROUP BY p.party_id
)
SELECT format('member %%s: the register says %%s, the books say %%s',
    coalesce(r.member_id, b.member_id), coalesce(r.held_vnd, 0), coalesce(b.held_vnd, 0))
FROM register r FULL JOIN books b ON b.member_id = r.member_id
WHERE coalesce(r.held_vnd, 0) <> coalesce(b.held_vnd, 0);

-- name: the capital paid before the books began differs from their opening balance
-- Index: contributions_of_a_member, document_is_in_the_books_once
WITH opening AS (
    SELECT p.party_id,
        sum(CASE WHEN p.credit LIKE '4111%%' THEN p.amount_vnd ELSE -p.amount_vnd END) AS held_vnd
    FROM ledger_entry e JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = %(org_id)s AND (p.credit LIKE '4111%%') <> (p.debit LIKE '4111%%')
        AND (e.document_kind = 'ledger.opening' OR e.corrects_id IN (
            SELECT id FROM ledger_entry o WHERE o.org_id = %(org_id)s AND o.document_kind = 'ledger.opening'))
    GROUP BY p.party_id
), register AS (
    SELECT c.member_id, sum(c.amount_vnd) AS held_vnd FROM members_capital_contribution c
    JOIN ledger_books b ON b.org_id = c.org_id AND c.paid_on < b.starts_on
    WHERE c.org_id = %(org_id)s GROUP BY c.member_id
)
SELECT format('the register says %%s, the opening balance says %%s', r.held_vnd, o.held_vnd)
FROM (SELECT coalesce(sum(held_vnd), 0) AS held_vnd FROM register) r, (SELECT sum(held_vnd) AS held_vnd FROM opening) o
WHERE o.held_vnd <> 0 AND o.held_vnd <> r.held_vnd
UNION ALL
SELECT format('member %%s: the register says %%s, the opening balance says %%s', o.party_id, r.held_vnd, o.held_vnd)
FROM opening o LEFT JOIN register r ON r.member_id = o.party_id
WHERE o.party_id IS NOT NULL AND o.held_vnd <> coalesce(r.held_vnd, 0);

-- name: a transfer of capital does not give what it takes
-- Index: a_change_counts_once_a_member
SELECT format('document %%s leaves %%s', document_id, sum(amount_vnd)) FROM members_capital_change
WHERE org_id = %(org_id)s AND kind <> 'returned' GROUP BY document_id HAVING sum(amount_vnd) <> 0;

-- name: somebody held less than no capital
-- Index: contributions_of_a_member, capital_changes_of_a_member, document_is_in_the_books_once
-- What a red entry took back was never held and never left.
WITH taken_back AS (
    SELECT e.document_kind, e.document_id
    FROM ledger_entry e JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    WHERE e.org_id = %(org_id)s AND e.document_kind IN ('members.contribution', 'members.capital-change')
)
SELECT DISTINCT format('member %%s', member_id) FROM (
    SELECT member_id, sum(amount_vnd) OVER (PARTITION BY member_id ORDER BY moved_on) AS held_vnd FROM (
        SELECT member_id, paid_on AS moved_on, amount_vnd FROM members_capital_contribution
        WHERE org_id = %(org_id)s AND id NOT IN (
            SELECT document_id FROM taken_back WHERE document_kind = 'members.contribution')
        UNION ALL
        SELECT member_id, changed_on, amount_vnd FROM members_capital_change
        WHERE org_id = %(org_id)s AND document_id NOT IN (
            SELECT document_id FROM taken_back WHERE document_kind = 'members.capital-change')
    ) AS moved
) AS running
WHERE held_vnd < 0;

-- name: the numbers of certificates have gaps
-- Index: certificate_number_is_unique
SELECT format('%%s certificates, the last has number %%s', count(*), max(number)) FROM members_certificate
WHERE org_id = %(org_id)s HAVING count(*) <> max(number);

-- name: a member has two valid certificates
-- Index: certificates_of_a_member
SELECT format('member %%s', c.member_id) FROM members_certificate c
WHERE c.org_id = %(org_id)s
    AND NOT EXISTS (SELECT FROM members_certificate n WHERE n.org_id = c.org_id AND n.replaces_id = c.id)
    AND NOT EXISTS (
        SELECT FROM members_certificate_revocation r WHERE r.org_id = c.org_id AND r.certificate_id = c.id)
GROUP BY c.member_id HAVING count(*) > 1;

-- name: capital in kind has no papers, or money has
-- Index: a_contribution_is_one_asset
SELECT format('contribution %%s', c.id)
FROM members_capital_contribution c
LEFT JOIN members_capital_asset a ON a.org_id = c.org_id AND a.contribution_id = c.id
WHERE c.org_id = %(org_id)s AND (a.id IS NULL) <> (c.means IN ('cash', 'bank'));

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

-- name: a line of trade was taken back in the books and its household was not told
-- Index: members_dealing_pkey, document_is_in_the_books_once, entry_is_reversed_once
SELECT format('dealing %%s of %%s', d.id, d.dealt_on)
FROM ledger_entry r
JOIN ledger_entry e ON e.org_id = r.org_id AND e.id = r.corrects_id AND e.document_kind = 'members.dealing'
JOIN members_dealing d ON d.org_id = e.org_id AND d.id = e.document_id
WHERE r.org_id = %(org_id)s AND r.kind = 'red' AND d.member_org_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM members_dealing_reversal v WHERE v.org_id = d.org_id AND v.dealing_id = d.id
);

-- name: a membership follows one that is not the same organisation's, or that did not end
-- Index: members_member_pkey, members_departure_pkey
-- No foreign key says so: departures point at members, and keys in a circle keep tables from being spread.
SELECT format('member %%s %%s', m.number, m.name) FROM members_member m
LEFT JOIN members_departure d ON d.org_id = m.org_id AND d.id = m.follows_id AND d.member_org_id = m.member_org_id
WHERE m.org_id = %(org_id)s AND m.follows_id IS NOT NULL AND d.id IS NULL;
