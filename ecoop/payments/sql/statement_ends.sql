-- Purpose:    what each kept statement says of its account: balances, and the days of its first and last line.
-- Parameters: org_id.
-- Index:      sightings by their statement are few beside the lines; payments_bank_line_pkey.
SELECT coalesce(b.number, l.account), s.opening_vnd, s.closing_vnd, min(l.booked_on), max(l.booked_on)
FROM payments_statement s
JOIN payments_sighting g ON g.org_id = s.org_id AND g.statement_id = s.id
JOIN payments_bank_line l ON l.org_id = g.org_id AND l.id = g.line_id
LEFT JOIN trade_bank_account b ON b.org_id = l.org_id AND b.id = l.bank_account_id
WHERE s.org_id = %(org_id)s AND s.closing_vnd IS NOT NULL
GROUP BY s.id, 1, s.opening_vnd, s.closing_vnd
ORDER BY 4, 5
