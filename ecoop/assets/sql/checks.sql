-- Purpose:    what the register of assets and the books say about each asset must agree; each query must return no rows.
--             What a red entry took back counts on neither side. The posting rules say which accounts are meant: the
--             checks follow the entries that this register made, by document kind and item.
-- Parameters: org_id.
-- Index:      named at each query.

-- name: the sources of an asset do not add up to its cost
-- Index: sources_of_an_asset
SELECT format('asset %%s: cost %%s, sources %%s', a.code, a.cost_vnd, coalesce(sum(s.amount_vnd), 0))
FROM assets_asset a
LEFT JOIN assets_source s ON s.org_id = a.org_id AND s.asset_id = a.id AND s.change_id IS NULL
WHERE a.org_id = %(org_id)s
GROUP BY a.org_id, a.id, a.code, a.cost_vnd
HAVING coalesce(sum(s.amount_vnd), 0) <> a.cost_vnd;

-- name: the money of an improvement is not its amount
-- Index: sources_of_an_asset
SELECT format('change %%s: %%s, sources %%s', c.id, c.amount_vnd, coalesce(sum(s.amount_vnd), 0))
FROM assets_change c
LEFT JOIN assets_source s ON s.org_id = c.org_id AND s.asset_id = c.asset_id AND s.change_id = c.id
WHERE c.org_id = %(org_id)s AND c.kind = 'improved'
GROUP BY c.org_id, c.id, c.amount_vnd
HAVING coalesce(sum(s.amount_vnd), 0) <> c.amount_vnd;

-- name: a run of depreciation is not the sum of its lines
-- Index: asset_wears_once_in_a_document
SELECT format('month %%s: %%s, lines %%s', r.month, r.total_vnd, coalesce(sum(w.amount_vnd), 0))
FROM assets_depreciation_run r
LEFT JOIN assets_wear w ON w.org_id = r.org_id AND w.document_id = r.id
WHERE r.org_id = %(org_id)s
GROUP BY r.org_id, r.id, r.month, r.total_vnd
HAVING coalesce(sum(w.amount_vnd), 0) <> r.total_vnd;

-- name: what an asset wore differs from the books
-- Index: asset_wears_once_in_a_document, document_is_in_the_books_once
WITH books AS (
    SELECT e.document_id, p.item_id AS asset_id, sum(p.amount_vnd) AS worn_vnd
    FROM ledger_entry e
    JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = %(org_id)s AND e.document_kind = 'assets.depreciation'
    GROUP BY e.document_id, p.item_id
), register AS (
    SELECT document_id, asset_id, amount_vnd FROM assets_wear
    WHERE org_id = %(org_id)s AND document_kind = 'assets.depreciation'
)
SELECT format('asset %%s: the register says %%s, the books say %%s',
    coalesce(r.asset_id, b.asset_id), coalesce(r.amount_vnd, 0), coalesce(b.worn_vnd, 0))
FROM register r FULL JOIN books b ON b.document_id = r.document_id AND b.asset_id = r.asset_id
WHERE coalesce(r.amount_vnd, 0) <> coalesce(b.worn_vnd, 0);

-- name: an asset wore more than it cost
-- Index: wear_of_an_asset
WITH worn AS (
    SELECT w.asset_id, sum(w.amount_vnd) AS worn_vnd
    FROM assets_wear w
    JOIN ledger_entry e ON e.org_id = w.org_id AND e.document_kind = w.document_kind AND e.document_id = w.document_id
    LEFT JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    WHERE w.org_id = %(org_id)s AND r.id IS NULL
    GROUP BY w.asset_id
), changed AS (
    SELECT asset_id, sum(greatest(amount_vnd, 0)) AS more_vnd FROM assets_change
    WHERE org_id = %(org_id)s AND kind IN ('improved', 'revalued') GROUP BY asset_id
)
SELECT format('asset %%s', a.code)
FROM assets_asset a JOIN worn w ON w.asset_id = a.id LEFT JOIN changed c ON c.asset_id = a.id
WHERE a.org_id = %(org_id)s AND a.opening_worn_vnd + w.worn_vnd > a.cost_vnd + coalesce(c.more_vnd, 0);

-- name: an asset of this register has no entry, or one with another amount
-- Index: document_is_in_the_books_once
-- The first line of each source's rule puts the asset into its account; input tax and the fund stand beside it.
SELECT format('asset %%s: cost %%s, posted %%s', a.code, a.cost_vnd, coalesce(p.posted_vnd, 0))
FROM assets_asset a
LEFT JOIN LATERAL (
    SELECT sum(p.amount_vnd) AS posted_vnd
    FROM ledger_entry e
    JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = a.org_id AND e.document_kind = 'assets.acquisition' AND e.document_id = a.id
        AND (p.debit LIKE '21%%' OR p.debit LIKE '00%%')
) AS p ON true
WHERE a.org_id = %(org_id)s AND a.origin <> 'in_books' AND coalesce(p.posted_vnd, 0) <> a.cost_vnd;

-- name: an asset that left is still in the books, or left with another amount
-- Index: document_is_in_the_books_once
SELECT format('disposal of %%s: %%s, posted %%s', d.asset_id, d.worn_vnd + d.remaining_vnd, coalesce(p.posted_vnd, 0))
FROM assets_disposal d
LEFT JOIN LATERAL (
    SELECT sum(p.amount_vnd) AS posted_vnd
    FROM ledger_entry e
    JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = d.org_id AND e.document_kind = 'assets.disposal' AND e.document_id = d.id
        AND ((p.credit LIKE '21%%' AND p.credit NOT LIKE '214%%') OR p.credit LIKE '00%%')
) AS p ON true
WHERE d.org_id = %(org_id)s AND coalesce(p.posted_vnd, 0) <> d.worn_vnd + d.remaining_vnd;

-- name: an undivided asset is carried by the fund with another amount than its sources
-- Index: document_is_in_the_books_once, sources_of_an_asset
WITH register AS (
    SELECT a.id, a.code, coalesce(sum(s.amount_vnd), 0) AS carried_vnd
    FROM assets_asset a
    LEFT JOIN assets_source s ON s.org_id = a.org_id AND s.asset_id = a.id AND s.change_id IS NULL
        AND s.kind IN ('fund', 'state_money', 'state')
    WHERE a.org_id = %(org_id)s AND a.kind = 'undivided' AND a.origin <> 'in_books' AND a.origin <> 'found'
    GROUP BY a.org_id, a.id, a.code
), books AS (
    SELECT e.document_id AS id, sum(p.amount_vnd) AS carried_vnd
    FROM ledger_entry e
    JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = %(org_id)s AND e.document_kind = 'assets.acquisition' AND p.credit LIKE '442%%'
    GROUP BY e.document_id
)
SELECT format('asset %%s: sources %%s, the fund %%s', r.code, r.carried_vnd, coalesce(b.carried_vnd, 0))
FROM register r LEFT JOIN books b ON b.id = r.id
WHERE r.carried_vnd <> coalesce(b.carried_vnd, 0);

-- name: an asset was taken back, but its wear or its leaving still stands
-- Index: entry_is_reversed_once, wear_of_an_asset, document_is_in_the_books_once
WITH taken_back AS (
    SELECT e.document_kind, e.document_id
    FROM ledger_entry r JOIN ledger_entry e ON e.org_id = r.org_id AND e.id = r.corrects_id
    WHERE r.org_id = %(org_id)s AND r.kind = 'red' AND e.document_kind LIKE 'assets.%%'
), later AS (
    SELECT asset_id, document_kind, document_id FROM assets_wear WHERE org_id = %(org_id)s
    UNION ALL
    SELECT asset_id, 'assets.disposal', id FROM assets_disposal WHERE org_id = %(org_id)s
)
SELECT DISTINCT format('asset %%s', a.code)
FROM taken_back t
JOIN assets_asset a ON a.org_id = %(org_id)s AND a.id = t.document_id
JOIN later l ON l.asset_id = a.id
WHERE t.document_kind = 'assets.acquisition' AND NOT EXISTS (
    SELECT FROM taken_back g WHERE g.document_kind = l.document_kind AND g.document_id = l.document_id);

-- name: an asset left with another wear than the books hold of it
-- Index: wear_of_an_asset, entry_is_reversed_once, document_is_in_the_books_once
WITH taken_back AS (
    SELECT e.document_kind, e.document_id
    FROM ledger_entry r JOIN ledger_entry e ON e.org_id = r.org_id AND e.id = r.corrects_id
    WHERE r.org_id = %(org_id)s AND r.kind = 'red' AND e.document_kind LIKE 'assets.%%'
)
SELECT format('asset %%s: left with %%s, the books hold %%s', a.code, d.worn_vnd, a.opening_worn_vnd + w.worn_vnd)
FROM assets_disposal d
JOIN assets_asset a ON a.org_id = d.org_id AND a.id = d.asset_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(w.amount_vnd), 0) AS worn_vnd FROM assets_wear w
    WHERE w.org_id = d.org_id AND w.asset_id = d.asset_id AND NOT EXISTS (
        SELECT FROM taken_back t WHERE t.document_kind = w.document_kind AND t.document_id = w.document_id)
) AS w
WHERE d.org_id = %(org_id)s AND d.worn_vnd <> a.opening_worn_vnd + w.worn_vnd AND NOT EXISTS (
    SELECT FROM taken_back t WHERE t.document_kind = 'assets.disposal' AND t.document_id = d.id);
