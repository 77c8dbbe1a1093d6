"""Read camt.052, .053 and .054 of ISO 20022, all versions: the name space carries the version and is left aside."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from ecoop.invoicing.calc.safe_xml import parse_safely
from ecoop.payments.calc.statements import DONG, ENTRIES_MAX, EntryRead, FileRead, RowRefused, StatementRead
from ecoop.payments.calc.words import STATEMENT_PROBLEMS
from ecoop.payments.errors import StatementTooLong, StatementUnreadable

_MESSAGES = {"Stmt": "camt.053", "Ntfctn": "camt.054", "Rpt": "camt.052"}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_NO_REFERENCE = {"", "NOTPROVIDED", "NONREF"}
_DIGITS_MAX = 25


def read_camt(*, data: bytes, name: str) -> FileRead:
    """Read the statements of a message; what an entry leaves out is left empty.

    Raises: StatementUnreadable, StatementTooLong, and what parse_safely refuses
    """
    root = parse_safely(data, name=name)
    found = [(kind, node) for kind in _MESSAGES for node in root.iter(f"{{*}}{kind}")]
    if not found:
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["camt"])
    if sum(1 for _ in root.iter("{*}Ntry")) > ENTRIES_MAX:
        raise StatementTooLong(name=name, most=ENTRIES_MAX)
    statements = tuple(_statement(node, name) for _kind, node in found)
    return FileRead(_MESSAGES[found[0][0]], statements)


def _statement(node: etree._Element, name: str) -> StatementRead:
    entries, refused = [], []
    currency = _currency(node)
    for place, entry in enumerate(_children(node, "Ntry"), start=1):
        if _status(entry) == "PDNG":
            continue
        try:
            if any(each.get("Ccy", currency).upper() != currency for each in _children(entry, "Amt")):
                raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["amount"])
            entries.append(_entry(entry, name))
        except StatementUnreadable as refusal:
            refused.append(RowRefused(place, refusal))
    balances = list(_children(node, "Bal"))
    return StatementRead(
        account=_first(node, "Acct/Id/IBAN", "Acct/Id/Othr/Id"),
        currency=currency,
        opening=_balance(balances, _OPENING, name),
        closing=_balance(balances, _CLOSING, name),
        entries=tuple(entries),
        refused=tuple(refused),
    )


def _entry(node: etree._Element, name: str) -> EntryRead:
    amount = _amount(node, name)
    details = list(_walk(node, "NtryDtls/TxDtls"))
    # Whoever is on the other side: the debtor of what comes in, the creditor of what goes out.
    other = "Dbtr" if amount > 0 else "Cdtr"
    names = [_first(each, f"RltdPties/{other}/Nm", f"RltdPties/{other}/Pty/Nm") for each in details]
    accounts = [_first(each, f"RltdPties/{other}Acct/Id/IBAN", f"RltdPties/{other}Acct/Id/Othr/Id") for each in details]
    return EntryRead(
        booked_on=_day(node, name),
        amount=amount,
        counterparty=_only(names),
        counterparty_account=_only(accounts),
        reference=_reference(node, details),
        text=" / ".join(dict.fromkeys(text for each in details if (text := _text(each))))
        or _first(node, "AddtlNtryInf"),
    )


def _text(details: etree._Element) -> str:
    words = [*_texts(details, "RmtInf/Ustrd"), *_texts(details, "RmtInf/Strd/CdtrRefInf/Ref")]
    return " ".join(words) or _first(details, "AddtlTxInf")


def _reference(entry: etree._Element, details: Sequence[etree._Element]) -> str:
    found = [_first(entry, "AcctSvcrRef"), *(_first(each, "Refs/AcctSvcrRef") for each in details)]
    found += [_first(each, "Refs/EndToEndId", "Refs/InstrId") for each in details]
    found += [_first(entry, "NtryRef")]
    return next((each for each in found if each not in _NO_REFERENCE), "")


def _balance(balances: Sequence[etree._Element], codes: Sequence[str], name: str) -> Decimal | None:
    for code in codes:
        for each in balances:
            if _first(each, "Tp/CdOrPrtry/Cd") == code:
                return _amount(each, name)
    return None


def _amount(node: etree._Element, name: str) -> Decimal:
    """Read an amount with its sign; a reversal already says by itself which way the money went."""
    text, way = _first(node, "Amt"), _first(node, "CdtDbtInd")
    try:
        amount = Decimal(text) if text.isascii() and len(text) <= _DIGITS_MAX else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or way not in ("CRDT", "DBIT") or abs(amount.adjusted()) > _DIGITS_MAX:
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["amount"])
    return amount if way == "CRDT" else -amount


def _day(node: etree._Element, name: str) -> date:
    said = _first(node, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["day"]) from None


def _currency(node: etree._Element) -> str:
    told = _first(node, "Acct/Ccy")
    amounts = [*_walk(node, "Bal/Amt"), *_walk(node, "Ntry/Amt")]
    return (told or next((each.get("Ccy", "") for each in amounts), "") or DONG)[:3].upper()


def _status(entry: etree._Element) -> str:
    return _first(entry, "Sts", "Sts/Cd")


def _only(words: Sequence[str]) -> str:
    """Give the one word that all say; of several different ones none is the counterparty."""
    said = {word for word in words if word}
    return said.pop() if len(said) == 1 else ""


def _first(node: etree._Element, *paths: str) -> str:
    return next((text for path in paths for text in _texts(node, path)), "")


def _texts(node: etree._Element, path: str) -> Iterator[str]:
    for each in _walk(node, path):
        text = " ".join((each.text or "").split())
        if text:
            yield text


def _walk(node: etree._Element, path: str) -> Iterator[etree._Element]:
    head, _slash, rest = path.partition("/")
    for child in _children(node, head):
        if rest:
            yield from _walk(child, rest)
        else:
            yield child


def _children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    return node.iterchildren(f"{{*}}{name}")
