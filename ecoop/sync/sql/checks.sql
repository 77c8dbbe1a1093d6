-- Checks of sync: each named query must return no rows. Parameters: org_id.
-- A row's first column says in English which thing is wrong; verify shows it with the check's name.

-- name: an event has no document
-- Index: the primary keys of documents
SELECT format('%%s %%s', e.kind, e.id) FROM sync_event e
WHERE e.org_id = %(org_id)s AND NOT CASE e.kind
    WHEN 'trade.sale' THEN EXISTS (SELECT FROM trade_sale d WHERE d.org_id = e.org_id AND d.id = e.id)
    WHEN 'trade.return' THEN EXISTS (SELECT FROM trade_sale d WHERE d.org_id = e.org_id AND d.id = e.id)
    WHEN 'trade.purchase' THEN EXISTS (SELECT FROM trade_purchase d WHERE d.org_id = e.org_id AND d.id = e.id)
    WHEN 'trade.expense' THEN EXISTS (SELECT FROM trade_expense d WHERE d.org_id = e.org_id AND d.id = e.id)
    WHEN 'trade.money' THEN EXISTS (SELECT FROM trade_money_move d WHERE d.org_id = e.org_id AND d.id = e.id)
    WHEN 'trade.stock' THEN EXISTS (SELECT FROM trade_stock_move d WHERE d.org_id = e.org_id AND d.id = e.id)
    WHEN 'trade.day' THEN EXISTS (SELECT FROM sync_day_end d WHERE d.org_id = e.org_id AND d.id = e.id)
    ELSE true
END;

-- name: an event's amount is not that of its document
-- Index: trade_sale_pkey
SELECT format('%%s %%s: the phone said %%s, the document says %%s', e.kind, e.id, e.amount_vnd, s.total_vnd)
FROM sync_event e JOIN trade_sale s ON s.org_id = e.org_id AND s.id = e.id
WHERE e.org_id = %(org_id)s AND e.kind IN ('trade.sale', 'trade.return') AND e.amount_vnd <> s.total_vnd;

-- name: a part of a sale on credit was paid at once, and the payment is not there
-- Index: trade_money_move_pkey
SELECT format('trade.sale %%s', e.id) FROM sync_event e
WHERE e.org_id = %(org_id)s AND e.payment_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM trade_money_move m WHERE m.org_id = e.org_id AND m.id = e.payment_id AND m.settles_id = e.id);

-- name: a range of receipt numbers belongs to another phone
-- Index: leases_of_a_device
SELECT format('%%s %%s', l.series, l.place) FROM sync_lease l
LEFT JOIN sync_device d ON d.org_id = l.org_id AND d.id = l.device_id AND d.series = l.series
WHERE l.org_id = %(org_id)s AND d.id IS NULL;

-- name: a record left the tray as recorded and is not there
-- Index: sync_event_pkey
SELECT format('%%s %%s', t.kind, t.event_id)
FROM sync_tray_event t JOIN sync_tray_settlement s ON s.org_id = t.org_id AND s.event_id = t.id
LEFT JOIN sync_event e ON e.org_id = t.org_id AND e.id = t.event_id
WHERE t.org_id = %(org_id)s AND s.how IN ('retried', 'mended') AND e.id IS NULL;

-- name: the difference of a day's end was booked and its document is not there
-- Index: trade_money_move_pkey, vouchers_voucher_pkey
SELECT format('%%s %%s', s.document_kind, s.document_id) FROM sync_day_end_settlement s
WHERE s.org_id = %(org_id)s AND s.how = 'booked' AND NOT CASE s.document_kind
    WHEN 'trade.money-move' THEN EXISTS (SELECT FROM trade_money_move d WHERE d.org_id = s.org_id AND d.id = s.document_id
        AND d.total_vnd = abs(s.difference_vnd))
    WHEN 'vouchers.voucher' THEN EXISTS (SELECT FROM vouchers_voucher d WHERE d.org_id = s.org_id AND d.id = s.document_id
        AND d.total_vnd = abs(s.difference_vnd))
    ELSE false
END;

-- name: a day's end was settled anew and the booking before stands
-- Index: day_end_is_settled_once_an_attempt, the ledger's entries by document
SELECT format('%%s, attempt %%s', s.day_end_id, s.attempt) FROM sync_day_end_settlement s
WHERE s.org_id = %(org_id)s AND EXISTS (SELECT FROM sync_day_end_settlement n
        WHERE n.org_id = s.org_id AND n.day_end_id = s.day_end_id AND n.attempt > s.attempt)
    AND NOT EXISTS (SELECT FROM ledger_entry e JOIN ledger_entry r ON r.org_id = e.org_id AND r.corrects_id = e.id
        WHERE e.org_id = s.org_id AND e.document_kind = s.document_kind AND e.document_id = s.document_id
            AND r.kind = 'red');

-- name: a photo was put to a document that is not there
-- Index: trade_purchase_pkey, trade_expense_pkey
SELECT format('%%s %%s', f.document_kind, f.document_id) FROM sync_paper_filing f
WHERE f.org_id = %(org_id)s AND f.how = 'attached' AND NOT CASE f.document_kind
    WHEN 'trade.purchase' THEN EXISTS (SELECT FROM trade_purchase d WHERE d.org_id = f.org_id AND d.id = f.document_id)
    WHEN 'trade.expense' THEN EXISTS (SELECT FROM trade_expense d WHERE d.org_id = f.org_id AND d.id = f.document_id)
    ELSE false
END;
