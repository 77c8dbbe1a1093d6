-- Purpose:    write sales that the ledger has just posted.
-- Parameters: org_id, recorded_at, recorded_by; arrays of equal length (a NULL array means NULL in every place).
-- Index:      trade_sale_pkey: a sale that is there already must not come here.
INSERT INTO trade_sale (org_id, id, sold_on, means, party_name, party_tax_code, party_id, text, total_vnd, place_id,
    channel, platform_name, bank_account_id, returns_id, recorded_at, recorded_by_id)
SELECT %s, s.id, s.sold_on, s.means, s.party_name, s.party_tax_code, s.party_id, s.text, s.total_vnd, s.place_id,
    s.channel, s.platform_name, s.bank_account_id, s.returns_id, %s, %s
FROM unnest(%b::uuid[], %b::date[], %b::text[], %b::text[], %b::text[], %b::uuid[], %b::text[], %b::bigint[],
    %b::uuid[], %b::text[], %b::text[], %b::uuid[], %b::uuid[])
    AS s(id, sold_on, means, party_name, party_tax_code, party_id, text, total_vnd, place_id, channel, platform_name,
        bank_account_id, returns_id)
