"""Read MT940 and MT942 of SWIFT with the library that knows the habits of many banks."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import mt940

from ecoop.payments.calc.statements import DONG, ENTRIES_MAX, EntryRead, FileRead, StatementRead
from ecoop.payments.calc.words import STATEMENT_PROBLEMS
from ecoop.payments.errors import StatementTooLong, StatementUnreadable

BYTES_MAX = 4 * 1024 * 1024
_LINE_MAX = 2_000
_MESSAGE = re.compile(r"^(?=:20:)", re.MULTILINE)
_ACCOUNT_BEFORE_NAME = re.compile(r"([A-Z]{2}\d{2}[0-9A-Z]{11,30}?\d)([A-Za-z].*)", re.DOTALL)
_NO_REFERENCE = {"", "NONREF", "NOTPROVIDED"}
_OPENINGS = ("final_opening_balance", "intermediate_opening_balance")
_CLOSINGS = ("final_closing_balance", "intermediate_closing_balance")


def is_swift(data: bytes) -> bool:
    """Tell whether bytes look like a message of SWIFT: an account and entries or balances by their tags."""
    head = data[:200_000]
    return b":20:" in head and b":25" in head and any(tag in head for tag in (b":61:", b":60F:", b":60M:", b":34F:"))


def read_swift(*, data: bytes, name: str) -> FileRead:
    """Read the messages of a file one by one, so that each keeps its own account and balances.

    Raises: StatementUnreadable, StatementTooLong
    """
    text = data.decode("utf-8", errors="replace").replace("\0", " ").replace("\r\n", "\n").replace("\r", "\n")
    if len(data) > BYTES_MAX or any(len(line) > _LINE_MAX for line in text.split("\n")):
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["large"])
    if text.count("\n:61:") > ENTRIES_MAX:
        raise StatementTooLong(name=name, most=ENTRIES_MAX)
    messages = [part for part in _MESSAGE.split(text) if part.startswith(":20:")]
    statements = tuple(_statement(message, name) for message in messages)
    if not statements:
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["swift"])
    return FileRead("mt940" if any(each.opening is not None for each in statements) else "mt942", statements)


def _statement(message: str, name: str) -> StatementRead:
    try:
        found: Any = mt940.parse(message)
        told = found.data
        entries = tuple(_entry(each.data) for each in found if "amount" in each.data)
    except Exception as broken:
        # The library raises whatever its rules stumble over; a stranger's file must end as a refusal.
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["swift"]) from broken
    opening, closing = _balance(told, _OPENINGS), _balance(told, _CLOSINGS)
    amounts = [told[each].amount for each in (*_OPENINGS, *_CLOSINGS) if told.get(each) is not None]
    amounts += [each.data["amount"] for each in found if "amount" in each.data]
    currency = next((str(each.currency) for each in amounts if each is not None and each.currency), DONG)
    return StatementRead(str(told.get("account_identification") or ""), currency, opening, closing, entries)


def _balance(told: dict[str, Any], names: tuple[str, ...]) -> Decimal | None:
    for name in names:
        balance = told.get(name)
        if balance is not None and balance.amount is not None:
            return Decimal(balance.amount.amount)
    return None


def _entry(told: dict[str, Any]) -> EntryRead:
    booked: Any = told.get("entry_date") or told.get("guessed_entry_date") or told["date"]
    counterparty, account = _counterparty(told)
    references = (told.get(each) or "" for each in ("bank_reference", "end_to_end_reference", "customer_reference"))
    return EntryRead(
        booked_on=date(booked.year, booked.month, booked.day),
        amount=Decimal(told["amount"].amount),
        counterparty=counterparty,
        counterparty_account=account,
        reference=next((each for each in references if each not in _NO_REFERENCE), ""),
        text=_text(told),
    )


def _text(told: dict[str, Any]) -> str:
    words = [told.get("purpose") or "", told.get("transaction_details") or "", told.get("extra_details") or ""]
    said = " ".join(" ".join(words).split())
    return said or " ".join((told.get("end_to_end_reference") or told.get("posting_text") or "").split())


def _counterparty(told: dict[str, Any]) -> tuple[str, str]:
    name = " ".join((told.get("applicant_name") or "").split())
    account = told.get("applicant_iban") or ""
    both = _ACCOUNT_BEFORE_NAME.fullmatch(name)
    return (both[2], both[1]) if both and not account else (name, account)
