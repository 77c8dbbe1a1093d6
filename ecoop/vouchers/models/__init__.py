"""Vouchers and with whom they are; rows are written once and never changed."""

from ecoop.vouchers.models.counterparty import Counterparty, CounterpartyVersion
from ecoop.vouchers.models.voucher import CashCount, Voucher, VoucherAttachment, VoucherLine

__all__ = ["CashCount", "Counterparty", "CounterpartyVersion", "Voucher", "VoucherAttachment", "VoucherLine"]
