-- Checks of invoicing: each named query must return no rows. Parameters: org_id.
-- A row's first column says in English which thing is wrong; verify shows it with the check's name.

-- name: a booked invoice and its document disagree
-- Index: invoice_is_booked_once, trade_sale_pkey, trade_purchase_pkey, trade_expense_pkey, vouchers_voucher_pkey,
--        members_dealing_pkey
SELECT format('invoice %%s%%s %%s of %%s: it says %%s, the document says %%s', i.form, i.symbol, i.number,
    i.seller_tax_code, round(i.gross), d.total_vnd)
FROM invoicing_invoice_booking b
JOIN invoicing_invoice i ON i.org_id = b.org_id AND i.id = b.invoice_id
LEFT JOIN (
    SELECT 'trade.sale' AS kind, id, total_vnd FROM trade_sale WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'trade.purchase', id, total_vnd FROM trade_purchase WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'trade.expense', id, total_vnd FROM trade_expense WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'vouchers.voucher', id, total_vnd FROM vouchers_voucher WHERE org_id = %(org_id)s
    UNION ALL
    SELECT 'members.dealing', id, value_vnd + vat_vnd FROM members_dealing WHERE org_id = %(org_id)s
) AS d ON d.kind = b.document_kind AND d.id = b.document_id
WHERE b.org_id = %(org_id)s AND d.total_vnd IS DISTINCT FROM round(i.gross);

-- name: the bytes of an imported file are not what came in
-- Index: invoicing_imported_file_pkey
SELECT format('file %%s', f.id) FROM invoicing_imported_file f
WHERE f.org_id = %(org_id)s
    AND (encode(sha256(f.content), 'hex') <> f.sha256 OR octet_length(f.content) <> f.size_bytes);
