"""Reads of the banks and wallets that transfers reach."""

from dataclasses import dataclass
from datetime import date

from ecoop.kernel.dong import Dong
from ecoop.kernel.written import without_accents
from ecoop.lawbook import queries as lawbook
from ecoop.payments.calc.vietqr import TO_ACCOUNT, TO_CARD, PaymentCode, make_code, plain
from ecoop.payments.errors import BankIsUnknown


@dataclass(frozen=True)
class Bank:
    """A bank or wallet by the six digits of its number."""

    bin: str
    code: str
    short_name: str
    name_vi: str


def list_banks(*, on: date) -> list[Bank]:
    """List the banks that can be paid, by their short names.

    Law:     payments/banks
    Queries: 0
    """
    rows = lawbook.on(on).table("payments/banks")
    banks = [Bank(row["bin"], row["code"], row["short_name"], row["name_vi"]) for row in rows]
    return sorted(banks, key=lambda bank: without_accents(bank.short_name))


def get_bank(*, named: str, on: date) -> Bank:
    """Get a bank by its number, its code (VCB) or its short name.

    Raises:  BankIsUnknown
    Queries: 0
    """
    wanted = without_accents(named).replace(" ", "")
    for bank in list_banks(on=on):
        if wanted in (bank.bin, *(without_accents(each).replace(" ", "") for each in (bank.code, bank.short_name))):
            return bank
    raise BankIsUnknown(bank=named[:40])


def find_bank_name(*, bank_bin: str, on: date) -> str:
    """Find the short name of a bank; empty if nobody has this number.

    Queries: 0
    """
    return next((bank.short_name for bank in list_banks(on=on) if bank.bin == bank_bin), "")


def write_code(*, code: PaymentCode, on: date) -> str:
    """Write the text of a payment code, within what one transfer may move.

    Law:     payments/qr_amount_vnd_max
    Raises:  QrCannotBeMade
    Queries: 0
    """
    return make_code(code=code, most_vnd=lawbook.on(on).dong("payments/qr_amount_vnd_max"))


def describe_code(*, code: PaymentCode, payload: str, on: date) -> dict[str, object]:
    """Tell a program what a code that was made says.

    Queries: 0
    """
    return {
        "payload": payload,
        "bank_bin": code.bank_bin,
        "bank_name": find_bank_name(bank_bin=code.bank_bin, on=on),
        "account": code.account,
        "service": code.service,
        "amount": code.amount_vnd,
        "currency": "VND",
        "purpose": plain(code.purpose),
        "bill_number": code.invoice_number,
        "init_method": payload[10:12],
        "crc": payload[-4:],
    }


def code_for(
    *, bank: str, account: str, amount_vnd: Dong | None, purpose: str, invoice: str, is_card: bool, on: date
) -> PaymentCode:
    """Put together what a code shall ask for, from what a person typed.

    Raises:  BankIsUnknown
    Queries: 0
    """
    service = TO_CARD if is_card else TO_ACCOUNT
    number = account.replace(" ", "")
    return PaymentCode(get_bank(named=bank, on=on).bin, number, amount_vnd, purpose, invoice, service=service)
