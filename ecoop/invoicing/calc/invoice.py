"""What a read invoice is: values only, as the file gives them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ecoop.invoicing.errors import PROBLEMS, SIGNERS, UNCHECKED
from ecoop.kernel.refusals import Refusal

_NUMBER_DIGITS_MAX = 18
_SAME_PROBLEM_MAX, _SYMBOL_LENGTH = 20, 6

InvoiceKey = tuple[str, str, str, int]


def invoice_key(*, tax_code: str, form: str, symbol: str, number: int) -> InvoiceKey:
    """Make the key that tells invoices apart: `c25taa` is C25TAA, and `1C25TAA` is form 1 with C25TAA."""
    digits = "".join(letter for letter in tax_code if letter.isdigit()) or tax_code
    plain, kind = "".join(symbol.split()).upper(), form.strip().upper()
    plain = plain.removeprefix(kind) if len(plain) > _SYMBOL_LENGTH else plain
    return digits, kind, plain, number


@dataclass(frozen=True)
class Problem:
    """Something a person should look at; the invoice was read all the same."""

    code: str
    facts: Mapping[str, str]

    @property
    def said(self) -> str:
        """Say it in the active language."""
        words = {"by": SIGNERS, "why": UNCHECKED}
        facts = {name: words.get(name, {}).get(fact, _grouped(name, fact)) for name, fact in self.facts.items()}
        return str(PROBLEMS[self.code]).format_map(facts)

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program, facts included, so that it can be said again in another language."""
        return {"code": f"invoice.{self.code}", "said": self.said, "facts": dict(self.facts)}


@dataclass(frozen=True)
class PartyRead:
    """Seller or buyer as the invoice names it."""

    tax_code: str = ""
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class LineRead:
    """One line: kind 1 goods or service, 2 promotion, 3 discount, 4 note, 5 special goods."""

    kind: str
    name: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    discount: Decimal | None
    amount: Decimal | None
    vat_rate: str


@dataclass(frozen=True)
class RateRead:
    """The totals of one VAT rate."""

    rate: str
    net: Decimal | None
    vat: Decimal | None


@dataclass(frozen=True)
class TotalsRead:
    """The totals the invoice states; None where it states none."""

    net: Decimal | None
    vat: Decimal | None
    gross: Decimal | None
    discount: Decimal | None = None
    other_reduction: Decimal | None = None
    fees: Decimal = Decimal(0)
    rates: tuple[RateRead, ...] = ()


@dataclass(frozen=True)
class RelatedRead:
    """An earlier invoice as a later one names it."""

    form: str
    symbol: str
    number: str
    issued_on: date | None


@dataclass(frozen=True)
class AdjustsRead:
    """The earlier invoices this one replaces (1, 3) or adjusts (2, 4): mostly one, with a list many."""

    how: str
    note: str
    list_number: str
    invoices: tuple[RelatedRead, ...]


@dataclass(frozen=True)
class SignatureRead:
    """One signature: intact, broken, or cannot_check; weak tells of SHA-1 or a short key, not of forgery."""

    by: str
    state: str
    weak: bool
    signer: str
    signed_at: str
    why: str = ""
    in_date: bool = True
    tax_code: str = ""
    subject: str = ""
    issuer: str = ""
    fingerprint: str = ""
    is_of_list: bool = False

    @property
    def by_said(self) -> str:
        """Say whose it is, in the active language."""
        return str(SIGNERS.get(self.by, self.by))

    def as_dict(self) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "by": self.by,
            "state": self.state,
            "weak": self.weak,
            "signer": self.signer,
            "signed_at": self.signed_at or None,
            "signer_tax_code": self.tax_code or None,
            "issuer": self.issuer or None,
        }


@dataclass(frozen=True)
class InvoiceRead:
    """One invoice as its file says it, with what was noticed on the way."""

    file: str
    message_type: str
    message_id: str
    version: str
    form: str
    symbol: str
    number: int
    issued_on: date
    title: str
    currency: str
    payment: str
    authority_code: str
    seller: PartyRead
    buyer: PartyRead
    lines: tuple[LineRead, ...]
    totals: TotalsRead
    adjusts: AdjustsRead | None
    extra: tuple[tuple[str, str], ...]
    signatures: tuple[SignatureRead, ...] = ()
    problems: tuple[Problem, ...] = ()
    issuer_tax_code: str = ""

    @property
    def key(self) -> InvoiceKey:
        """Tell the four things that make an invoice this invoice, however they are written."""
        return invoice_key(tax_code=self.seller.tax_code, form=self.form, symbol=self.symbol, number=self.number)

    def with_problems(self, *problems: Problem) -> "InvoiceRead":
        """Return the same invoice with more noticed on it; of one kind no more than anybody reads."""
        if not problems:
            return self
        counts, kept = Counter(problem.code for problem in self.problems), list(self.problems)
        for problem in problems:
            counts[problem.code] += 1
            if counts[problem.code] <= _SAME_PROBLEM_MAX:
                kept.append(problem)
        return replace(self, problems=tuple(kept))

    def as_dict(self) -> dict[str, Any]:
        """Give the invoice to a program."""
        message = {"type": self.message_type, "id": self.message_id} if self.message_type else None
        return {
            "file": self.file,
            "status": "read",
            "message": message,
            "version": self.version or None,
            "form": self.form,
            "symbol": self.symbol,
            "number": self.number,
            "issued_on": self.issued_on.isoformat(),
            "title": self.title,
            "currency": self.currency,
            "payment": self.payment,
            "adjusts": _adjusts(self.adjusts),
            "authority_code": self.authority_code or None,
            "seller": _party(self.seller),
            "buyer": _party(self.buyer),
            "lines": [_line(line) for line in self.lines],
            "totals": _totals(self.totals),
            "signatures": [signature.as_dict() for signature in self.signatures],
            "problems": [problem.as_dict() for problem in self.problems],
            "extra": [{"tag": tag, "value": value} for tag, value in self.extra],
        }


@dataclass(frozen=True)
class InvoiceRefused:
    """A file, or one invoice in it, that was not taken, and why."""

    file: str
    refusal: Refusal
    message_type: str = ""
    message_id: str = ""
    signatures: tuple[SignatureRead, ...] = ()
    about: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give the refusal to a program; `about` tells what a notice or an answer says."""
        message = {"type": self.message_type, "id": self.message_id} if self.message_type else None
        refused = self.refusal.as_dict()
        return {
            "file": self.file,
            "status": "refused",
            "message": message,
            "refused": refused,
            "about": self.about,
            "signatures": [signature.as_dict() for signature in self.signatures],
            "problems": [{"code": refused["code"], "said": refused["said"], "facts": {}}],
        }


def plain_number(value: Decimal | None) -> int | str | None:
    """Write a decimal for a program: whole numbers as numbers, others as text without loss."""
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    return format(value.normalize(), "f")


def _grouped(name: str, fact: str) -> str:
    """Write the numbers of sums as people read them: 1.234.567,5; numbers of invoices and lines stay as they are."""
    if name not in ("expected", "found", "net") or not fact.lstrip("-").replace(".", "", 1).isdecimal():
        return fact
    return f"{Decimal(fact):,}".translate(str.maketrans(",.", ".,"))


def _party(party: PartyRead) -> dict[str, Any]:
    return {"tax_code": party.tax_code or None, "name": party.name or None, "address": party.address or None}


def _adjusts(adjusts: AdjustsRead | None) -> dict[str, Any] | None:
    if adjusts is None:
        return None
    many = [_related(one) for one in adjusts.invoices]
    only = many[0] if len(many) == 1 else dict.fromkeys(("form", "symbol", "number", "issued_on"))
    return {
        "how": {"1": "replaces", "2": "adjusts", "3": "replaces", "4": "adjusts"}.get(adjusts.how, "other"),
        "code": adjusts.how,
        **only,
        "note": adjusts.note,
        "list": adjusts.list_number or None,
        "invoices": many,
    }


def _related(one: RelatedRead) -> dict[str, Any]:
    return {
        "form": one.form or None,
        "symbol": one.symbol or None,
        "number": int(one.number) if _is_number(one.number) else one.number or None,
        "issued_on": one.issued_on.isoformat() if one.issued_on else None,
    }


def _is_number(text: str) -> bool:
    # More digits than a whole number of the database holds are a text like any other.
    return text.isascii() and text.isdecimal() and len(text) <= _NUMBER_DIGITS_MAX


def _line(line: LineRead) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "name": line.name,
        "unit": line.unit,
        "quantity": plain_number(line.quantity),
        "unit_price": plain_number(line.unit_price),
        "discount": plain_number(line.discount),
        "amount": plain_number(line.amount),
        "vat_rate": line.vat_rate or None,
    }


def _totals(totals: TotalsRead) -> dict[str, Any]:
    return {
        "net": plain_number(totals.net),
        "vat": plain_number(totals.vat),
        "gross": plain_number(totals.gross),
        "rates": [
            {"rate": rate.rate, "net": plain_number(rate.net), "vat": plain_number(rate.vat)} for rate in totals.rates
        ],
    }
