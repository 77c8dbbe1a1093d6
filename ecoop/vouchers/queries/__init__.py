"""What vouchers answer: the list and one voucher, with whom, by which rules, counts of the cash box."""

from ecoop.vouchers.queries.cash import CashCountFacts, get_cash_count, list_cash_counts, list_notes
from ecoop.vouchers.queries.lists import (
    VoucherPage,
    VoucherRow,
    VouchersWanted,
    VoucherTotals,
    list_habits,
    list_rules_of_vouchers,
    list_voucher_ids,
    list_vouchers,
    stream_vouchers,
    sum_vouchers,
)
from ecoop.vouchers.queries.one import PostingLine, VoucherFacts, get_original, get_voucher, name_postings
from ecoop.vouchers.queries.parties import (
    CounterpartyFacts,
    CounterpartyPage,
    PartyFound,
    find_party,
    get_counterparty,
    list_counterparties,
    list_counterparty_page,
    list_counterparty_versions,
    name_parties,
)
from ecoop.vouchers.queries.rules import Office, get_office

__all__ = [
    "CashCountFacts",
    "CounterpartyFacts",
    "CounterpartyPage",
    "Office",
    "PartyFound",
    "PostingLine",
    "VoucherFacts",
    "VoucherPage",
    "VoucherRow",
    "VoucherTotals",
    "VouchersWanted",
    "find_party",
    "get_cash_count",
    "get_counterparty",
    "get_office",
    "get_original",
    "get_voucher",
    "list_cash_counts",
    "list_counterparties",
    "list_counterparty_page",
    "list_counterparty_versions",
    "list_habits",
    "list_notes",
    "list_rules_of_vouchers",
    "list_voucher_ids",
    "list_vouchers",
    "name_parties",
    "name_postings",
    "stream_vouchers",
    "sum_vouchers",
]
