-- Purpose:    name every booked invoice whose document is not there, and every booked invoice in đồng whose amount to
--             pay is not the total of its document.
-- Parameters: none.
-- Index:      invoice_is_booked_once, trade_sale_pkey, trade_purchase_pkey.
-- Must return no rows.
SELECT b.org_id, b.invoice_id, b.document_kind, b.document_id,
    CASE WHEN d.total_vnd IS NULL THEN 'the document is not there' ELSE 'the amounts differ' END AS wrong
FROM invoicing_invoice_booking b
JOIN invoicing_invoice i ON i.org_id = b.org_id AND i.id = b.invoice_id
LEFT JOIN (
    SELECT org_id, id, 'trade.sale' AS kind, total_vnd FROM trade_sale
    UNION ALL
    SELECT org_id, id, 'trade.purchase', total_vnd FROM trade_purchase
) d ON d.org_id = b.org_id AND d.kind = b.document_kind AND d.id = b.document_id
WHERE d.total_vnd IS NULL OR d.total_vnd <> round(i.gross);
