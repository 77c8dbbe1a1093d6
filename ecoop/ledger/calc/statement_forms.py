"""The little language in which law/forms/statements says what each line of a statement adds up, read strictly.

    Dr 111 + Dr 112                 balances, each on the side that is named
    - Cr 2142                       a balance that is taken off
    Dr det 131                      balances party by party and detail by detail, none set off against another
    turnover Cr 511                 what was credited in the period
    Dr 511 against Cr 521, 333      what was debited against these accounts in the period
    151 + 152                       other lines of the form
    memo Dr 132                     a part of another line, never added again

Whatever does not read so is refused: a formula half understood would be a wrong figure under an official code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ecoop.ledger.errors import FormulaUnreadable

Measure = Literal["balance", "parties", "turnover", "against", "line"]

_TERM = re.compile(r"(?:(?P<side>Dr|Cr) (?P<det>det )?(?P<account>\d{3,5})|(?P<line>[0-9]{2,3}[a-z]?))")
_TURNOVER = re.compile(r"turnover (?P<side>Dr|Cr) (?P<account>\d{3,5})")
_AGAINST = re.compile(
    r"(?P<side>Dr|Cr) (?P<account>\d{3,5}) against (?P<other>Dr|Cr) (?P<others>\d{3,5}(?:, \d{3,5})*)"
)
_SIDES = {"Dr": "debit", "Cr": "credit"}


@dataclass(frozen=True)
class Term:
    """One part of a line: a measure of an account, or another line, added or taken off."""

    measure: Measure
    of: str
    side: str = ""
    sign: int = 1
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormLine:
    """A line of a statement with what it adds up."""

    code: str
    label_vi: str
    label_en: str
    terms: tuple[Term, ...]
    is_memo: bool = False

    @property
    def is_sum(self) -> bool:
        """Say whether the line only adds up other lines."""
        return all(term.measure == "line" for term in self.terms)


@dataclass(frozen=True)
class StatementForm:
    """A statement as the circular lays it out."""

    code: str
    label_vi: str
    label_en: str
    lines: tuple[FormLine, ...]

    def terms(self) -> Iterator[Term]:
        """Walk over every part of every line, but not over those named only as a memo."""
        for line in self.lines:
            if not line.is_memo:
                yield from line.terms


def read_form(*, form: Mapping[str, Any]) -> StatementForm:
    """Read a statement of law/forms whose lines have formulas.

    Raises: FormulaUnreadable
    """
    lines = tuple(_read_line(row=row, form=form["code"]) for row in form["rows"])
    codes = {line.code for line in lines}
    for line in lines:
        for term in line.terms:
            if term.measure == "line" and term.of not in codes:
                raise FormulaUnreadable(form=form["code"], line=line.code, formula=term.of)
    return StatementForm(form["code"], form["label_vi"], form["label_en"], lines)


def read_formula(*, text: str, form: str = "", line: str = "") -> tuple[Term, ...]:
    """Read one formula.

    Raises: FormulaUnreadable
    """
    if found := _TURNOVER.fullmatch(text):
        return (Term("turnover", found["account"], _SIDES[found["side"]]),)
    if found := _AGAINST.fullmatch(text):
        if found["side"] == found["other"]:
            raise FormulaUnreadable(form=form, line=line, formula=text)
        others = tuple(found["others"].split(", "))
        return (Term("against", found["account"], _SIDES[found["side"]], against=others),)
    signed = text if text.startswith("- ") else f"+ {text}"
    parts = re.split(r"(?:^| )([+-]) ", signed)
    if parts[0] or len(parts) % 2 == 0:
        raise FormulaUnreadable(form=form, line=line, formula=text)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return tuple(_read_term(part, sign, form=form, line=line) for sign, part in pairs)


def _read_line(*, row: Mapping[str, Any], form: str) -> FormLine:
    text = row["formula"]
    is_memo = text.startswith("memo ")
    terms = read_formula(text=text.removeprefix("memo "), form=form, line=row["code"])
    return FormLine(row["code"], row["label_vi"], row["label_en"], terms, is_memo)


def _read_term(part: str, sign: str, *, form: str, line: str) -> Term:
    found = _TERM.fullmatch(part)
    if found is None:
        raise FormulaUnreadable(form=form, line=line, formula=part)
    plus = 1 if sign == "+" else -1
    if found["line"]:
        return Term("line", found["line"], sign=plus)
    return Term("parties" if found["det"] else "balance", found["account"], _SIDES[found["side"]], plus)
