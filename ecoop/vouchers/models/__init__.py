"""Vouchers and with whom they are, stock and money of other countries; rows are written once and never changed."""

from ecoop.vouchers.models.borrowing import BorrowingSchedule
from ecoop.vouchers.models.counterparty import Counterparty, CounterpartyVersion
from ecoop.vouchers.models.currency import CurrencyMove, ExchangeRate
from ecoop.vouchers.models.stock import (
    StockCost,
    StockItem,
    StockItemVersion,
    StockLine,
    StockPolicy,
    StockSlip,
    StockSlipReversal,
)
from ecoop.vouchers.models.voucher import CashCount, Voucher, VoucherAttachment, VoucherLine

__all__ = [
    "BorrowingSchedule",
    "CashCount",
    "Counterparty",
    "CounterpartyVersion",
    "CurrencyMove",
    "ExchangeRate",
    "StockCost",
    "StockItem",
    "StockItemVersion",
    "StockLine",
    "StockPolicy",
    "StockSlip",
    "StockSlipReversal",
    "Voucher",
    "VoucherAttachment",
    "VoucherLine",
]
