-- Purpose:    list what moved the cash, or the bank (one account or all), in the order of days.
-- Parameters: org_id, means (cash or bank), bank_account_id (null for all, no_account for those that
--             name none), no_account, starts_on, ends_before,
--             gone (documents that a red entry took back).
-- Index:      sales_by_day, purchases_by_day, expenses_by_day, money_moves_by_day.
-- A positive amount came in, a negative one went out. Money between till and bank stands in both.
WITH moved AS (
    SELECT sold_on AS on_day, 'trade.sale' AS kind, id, total_vnd AS moved_vnd, text, party_name
    FROM trade_sale
    WHERE org_id = %(org_id)s AND sold_on >= %(starts_on)s AND sold_on < %(ends_before)s
        AND means = %(means)s AND channel <> 'platform_paid'
        AND (%(bank_account_id)s::uuid IS NULL OR bank_account_id IS NOT DISTINCT FROM nullif(%(bank_account_id)s::uuid, %(no_account)s::uuid))
    UNION ALL
    SELECT bought_on, 'trade.purchase', id, -total_vnd, text, party_name
    FROM trade_purchase
    WHERE org_id = %(org_id)s AND bought_on >= %(starts_on)s AND bought_on < %(ends_before)s
        AND means = %(means)s
        AND (%(bank_account_id)s::uuid IS NULL OR bank_account_id IS NOT DISTINCT FROM nullif(%(bank_account_id)s::uuid, %(no_account)s::uuid))
    UNION ALL
    SELECT spent_on, 'trade.expense', id, -total_vnd, text, party_name
    FROM trade_expense
    WHERE org_id = %(org_id)s AND spent_on >= %(starts_on)s AND spent_on < %(ends_before)s
        AND means = %(means)s AND "group" <> 'depreciation'
        AND (%(bank_account_id)s::uuid IS NULL OR bank_account_id IS NOT DISTINCT FROM nullif(%(bank_account_id)s::uuid, %(no_account)s::uuid))
    UNION ALL
    SELECT moved_on, 'trade.money-move', id, CASE
            WHEN rule = 'cash-to-bank' THEN CASE %(means)s WHEN 'bank' THEN total_vnd ELSE -total_vnd END
            WHEN rule = 'bank-to-cash' THEN CASE %(means)s WHEN 'cash' THEN total_vnd ELSE -total_vnd END
            WHEN rule IN ('receipt', 'loan-received', 'owner-puts-in') THEN total_vnd
            ELSE -total_vnd END, text, party_name
    FROM trade_money_move
    WHERE org_id = %(org_id)s AND moved_on >= %(starts_on)s AND moved_on < %(ends_before)s
        AND (means = %(means)s OR rule IN ('cash-to-bank', 'bank-to-cash')) AND rule <> 'wages-due'
        AND (%(bank_account_id)s::uuid IS NULL OR bank_account_id IS NOT DISTINCT FROM nullif(%(bank_account_id)s::uuid, %(no_account)s::uuid))
)
SELECT on_day, kind, id, moved_vnd, text, party_name
FROM moved
WHERE id <> ALL(%(gone)s::uuid[])
ORDER BY on_day, kind, id
