-- Checks of trade: each named query must return no rows. Parameters: org_id.
-- A row's first column says in English which thing is wrong; verify shows it with the check's name.

-- name: a document's total is not the sum of its lines
-- Index: sale_line_has_its_place, purchase_line_has_its_place
SELECT format('%%s %%s of %%s: the total says %%s, the lines say %%s', d.kind, d.id, d.on_day, d.total_vnd, d.lines_vnd)
FROM (
    SELECT 'trade.sale' AS kind, s.id, s.sold_on AS on_day, s.total_vnd, coalesce(sum(l.amount_vnd), 0) AS lines_vnd
    FROM trade_sale s LEFT JOIN trade_sale_line l ON l.org_id = s.org_id AND l.sale_id = s.id
    WHERE s.org_id = %(org_id)s GROUP BY s.id, s.sold_on, s.total_vnd
    UNION ALL
    SELECT 'trade.purchase', p.id, p.bought_on, p.total_vnd, coalesce(sum(l.amount_vnd), 0)
    FROM trade_purchase p LEFT JOIN trade_purchase_line l ON l.org_id = p.org_id AND l.purchase_id = p.id
    WHERE p.org_id = %(org_id)s GROUP BY p.id, p.bought_on, p.total_vnd
) AS d
WHERE d.total_vnd <> d.lines_vnd;

-- name: a line of a sale stands on another day than its sale
-- Index: sale_line_has_its_place
SELECT format('line %%s of trade.sale %%s', l.line, s.id)
FROM trade_sale s JOIN trade_sale_line l ON l.org_id = s.org_id AND l.sale_id = s.id
WHERE s.org_id = %(org_id)s AND l.sold_on <> s.sold_on;

-- name: a document has no entry, or an entry with another amount
-- Index: document_is_in_the_books_once, ledger_posting_pkey
WITH documents AS (
    SELECT 'trade.sale' AS kind, id, total_vnd FROM trade_sale WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'trade.purchase', id, total_vnd FROM trade_purchase WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'trade.expense', id, total_vnd FROM trade_expense WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'trade.withholding', id, vat_vnd + pit_vnd FROM trade_withholding WHERE org_id = %(org_id)s
), posted AS (
    -- What takes back moves the other way: it credits the money, so its sign turns.
    SELECT e.document_kind AS kind, e.document_id AS id, sum(CASE
        WHEN e.document_kind = 'trade.sale' AND p.debit LIKE '511%%' THEN -p.amount_vnd
        WHEN e.document_kind = 'trade.purchase' AND p.credit LIKE '156%%' THEN -p.amount_vnd
        ELSE p.amount_vnd END) AS posted_vnd
    FROM ledger_entry e JOIN ledger_posting p
        ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = %(org_id)s AND e.document_kind IN ('trade.sale', 'trade.purchase', 'trade.expense', 'trade.withholding')
    GROUP BY e.document_kind, e.document_id
)
SELECT format('%%s %%s: the document says %%s, the entry says %%s', d.kind, d.id, d.total_vnd, p.posted_vnd)
FROM documents d LEFT JOIN posted p ON p.kind = d.kind AND p.id = d.id
WHERE d.total_vnd IS DISTINCT FROM p.posted_vnd;

-- name: the revenue of a month is not the sum of its sales
-- Index: sale_lines_by_day, revenue_month_is_one_row
WITH lines AS (
    SELECT date_trunc('month', l.sold_on)::date AS month, l.sector, s.channel, s.place_id,
        sum(l.amount_vnd) AS amount_vnd, coalesce(sum(l.amount_vnd) FILTER (WHERE l.is_vat_cut), 0) AS vat_cut_vnd
    FROM trade_sale_line l JOIN trade_sale s ON s.org_id = l.org_id AND s.id = l.sale_id
    WHERE l.org_id = %(org_id)s GROUP BY 1, 2, 3, 4
), held AS (
    SELECT month, sector, channel, place_id, amount_vnd, vat_cut_vnd
    FROM trade_revenue_month WHERE org_id = %(org_id)s
)
SELECT format('%%s %%s %%s %%s: the total says %%s, the lines say %%s', coalesce(h.month, l.month),
    coalesce(h.sector, l.sector), coalesce(h.channel, l.channel), coalesce(h.place_id, l.place_id),
    h.amount_vnd, l.amount_vnd)
FROM held h FULL JOIN lines l ON l.month = h.month AND l.sector = h.sector AND l.channel = h.channel
    AND coalesce(l.place_id::text, '') = coalesce(h.place_id::text, '')
WHERE (coalesce(h.amount_vnd, 0), coalesce(h.vat_cut_vnd, 0))
    IS DISTINCT FROM (coalesce(l.amount_vnd, 0), coalesce(l.vat_cut_vnd, 0));

-- name: what a month sold of a product is not the sum of its sales
-- Index: sale_lines_of_stock, sold_month_is_one_row
WITH lines AS (
    SELECT l.product_id, date_trunc('month', l.sold_on)::date AS month,
        sum(trade_sold_quantity(l.quantity, l.amount_vnd)) AS quantity
    FROM trade_sale_line l WHERE l.org_id = %(org_id)s AND l.product_id IS NOT NULL GROUP BY 1, 2
), held AS (
    SELECT product_id, month, quantity FROM trade_sold_month WHERE org_id = %(org_id)s
)
SELECT format('%%s %%s: the total says %%s, the lines say %%s', coalesce(h.product_id, l.product_id),
    coalesce(h.month, l.month), h.quantity, l.quantity)
FROM held h FULL JOIN lines l ON l.product_id = h.product_id AND l.month = h.month
WHERE coalesce(h.quantity, 0) <> coalesce(l.quantity, 0);

-- name: more came back of a sale than was sold
-- Index: returns_of_a_sale, sale_line_has_its_place
SELECT format('line %%s of trade.sale %%s', l.line, l.sale_id)
FROM trade_sale s
JOIN trade_sale_line b ON b.org_id = s.org_id AND b.sale_id = s.id
JOIN trade_sale_line l ON l.org_id = s.org_id AND l.sale_id = s.returns_id AND l.line = b.returns_line
WHERE s.org_id = %(org_id)s AND s.returns_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM ledger_entry e JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
    WHERE e.org_id = s.org_id AND e.document_kind = 'trade.sale' AND e.document_id = s.id)
GROUP BY l.org_id, l.sale_id, l.line, l.amount_vnd, l.quantity
HAVING sum(b.amount_vnd) + l.amount_vnd < 0 OR sum(b.quantity) + l.quantity < 0;

-- name: money moved without its entry, or with another amount
-- Index: document_is_in_the_books_once, ledger_posting_pkey
WITH documents AS (
    SELECT 'trade.money-move' AS kind, id, total_vnd FROM trade_money_move WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'trade.stock-move', id, amount_vnd FROM trade_stock_move
    WHERE org_id = %(org_id)s AND kind = 'opening' AND amount_vnd <> 0
), posted AS (
    SELECT e.document_kind AS kind, e.document_id AS id, sum(p.amount_vnd) AS posted_vnd
    FROM ledger_entry e JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_on = e.entry_on AND p.entry_id = e.id
    WHERE e.org_id = %(org_id)s AND e.document_kind IN ('trade.money-move', 'trade.stock-move')
    GROUP BY e.document_kind, e.document_id
)
SELECT format('%%s %%s: the document says %%s, the entry says %%s', d.kind, d.id, d.total_vnd, p.posted_vnd)
FROM documents d LEFT JOIN posted p ON p.kind = d.kind AND p.id = d.id
WHERE d.total_vnd IS DISTINCT FROM p.posted_vnd;

-- name: more was paid of a document than it came to
-- Index: settlements
WITH standing AS (
    SELECT m.settles_id, sum(m.total_vnd) AS paid_vnd
    FROM trade_money_move m
    WHERE m.org_id = %(org_id)s AND m.settles_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger_entry e JOIN ledger_entry r
            ON r.org_id = e.org_id AND r.corrects_id = e.id AND r.kind = 'red'
        WHERE e.org_id = m.org_id AND e.document_kind = 'trade.money-move' AND e.document_id = m.id)
    GROUP BY m.settles_id
)
SELECT format('document %%s: %%s of %%s', s.settles_id, s.paid_vnd, d.total_vnd)
FROM standing s LEFT JOIN (
    SELECT id, total_vnd FROM trade_sale WHERE org_id = %(org_id)s
    UNION ALL
    SELECT id, total_vnd FROM trade_purchase WHERE org_id = %(org_id)s
    UNION ALL
    SELECT id, total_vnd FROM trade_expense WHERE org_id = %(org_id)s
) AS d ON d.id = s.settles_id
WHERE d.total_vnd IS NULL OR s.paid_vnd > d.total_vnd;

-- name: the cost of stock in the books is not that of its last revision
-- Index: stock_cost_revision_is_one, document_is_in_the_books_once, ledger_posting_pkey
WITH last AS (
    SELECT DISTINCT ON (month) month, total_vnd, own_use_vnd FROM trade_stock_cost
    WHERE org_id = %(org_id)s ORDER BY month, revision DESC
), posted AS (
    -- Every revision with the red entry that took it back: what stands is the last one, or nothing.
    SELECT c.month,
        sum(CASE WHEN p.debit LIKE '642%%' THEN p.amount_vnd WHEN p.credit LIKE '642%%' THEN -p.amount_vnd ELSE 0 END)
            AS cost_vnd,
        sum(CASE WHEN p.debit LIKE '411%%' THEN p.amount_vnd WHEN p.credit LIKE '411%%' THEN -p.amount_vnd ELSE 0 END)
            AS own_use_vnd
    FROM trade_stock_cost c
    JOIN ledger_entry e ON e.org_id = c.org_id AND e.document_kind = 'trade.stock-cost' AND e.document_id = c.id
    JOIN ledger_entry f ON f.org_id = e.org_id AND (f.id = e.id OR (f.corrects_id = e.id AND f.kind = 'red'))
    JOIN ledger_posting p ON p.org_id = f.org_id AND p.entry_on = f.entry_on AND p.entry_id = f.id
    WHERE c.org_id = %(org_id)s GROUP BY c.month
)
SELECT format('%%s: %%s and %%s, the books say %%s and %%s', l.month, l.total_vnd, l.own_use_vnd, p.cost_vnd, p.own_use_vnd)
FROM last l LEFT JOIN posted p ON p.month = l.month
WHERE (coalesce(p.cost_vnd, 0), coalesce(p.own_use_vnd, 0)) NOT IN ((l.total_vnd, l.own_use_vnd), (0, 0));
