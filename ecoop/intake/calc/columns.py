"""Kinds of lists as data: which columns a list may have, what they are called, and how their cells are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.errors import AmountIsMissing, CellIsEmpty, ChoiceNotUnderstood, TextIsTooLong
from ecoop.kernel.dong import Dong, Rounding, round_dong
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Cell, read_amount, read_day, read_quantity, show_cell
from ecoop.kernel.tax_codes import read_tax_code
from ecoop.kernel.written import without_accents

Reads = Literal["day", "amount", "quantity", "text", "tax_code", "choice", "yes_no"]
# What one row says, by the names of the fields.
Said = Mapping[str, Any]

# The products of the organisation by their code and by their name, in plain words.
Products = Mapping[str, UUID]

# A column of a file of refused rows that says which row of which file it was.
ROW_KEY = "row_key"
# A mapping says for each field the place of a column (from 0), or "=" and what holds for every row.
Columns = Mapping[str, str]
# A list says the same few words ten thousand times; what is longer is said once.
_REMEMBERED_LETTERS = 80
_YES = {"co", "x", "v", "yes", "y", "true", "1", "dung", "da co", "roi", "oui", "ja", "نعم", "✓"}
_NO = {"", "khong", "ko", "k", "no", "n", "false", "0", "chua", "non", "nein", "لا", "-"}


@dataclass(frozen=True)
class ListField:
    """One thing a row may say. `synonyms` are what people call its column, in small letters without accents."""

    name: str
    label: Any
    reads: Reads
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # What holds for every row of a list without such a column.
    fallback: str = ""
    # Asked even where the list says nothing of it, because it changes the books.
    is_asked: bool = False
    letters_max: int = 500
    hint: Any = ""
    examples: tuple[Any, Any] = ("", "")


class ToDraft(Protocol):
    """Make the draft of a document of the rows that belong to it."""

    def __call__(self, *, identity: UUID, said: Sequence[Said], products: Products) -> Any:
        """Make it under this id; a refusal is told at the rows."""


@dataclass(frozen=True)
class ListKind:
    """One kind of list. Rows that say the same for every field of `document` are lines of one document."""

    name: str
    label: Any
    about: Any
    icon: str
    fields: tuple[ListField, ...]
    to_draft: ToDraft
    # Where what came in is shown.
    place: str
    document: tuple[str, ...] = ()
    org_kinds: tuple[str, ...] = ("household",)
    # Of these groups of fields at least one must have its columns.
    any_of: tuple[tuple[str, ...], ...] = ()
    check_row: Callable[[dict[str, Any]], None] = lambda said: None
    notes: tuple[Any, ...] = ()

    def field(self, name: str) -> ListField:
        """Give one field by its name."""
        return next(each for each in self.fields if each.name == name)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one row: in which column of the list (empty: the row as a whole), and why."""

    row: int
    column: str
    refusal: Refusal


def read_row(
    *, kind: ListKind, columns: Columns, cells: Sequence[Cell], row: int, heads: Sequence[str]
) -> tuple[Said, list[Problem]]:
    """Read one row by a mapping; everything that is wrong with it is told at once."""
    said: dict[str, Any] = {}
    problems = []
    for each in kind.fields:
        chosen = columns.get(each.name, "")
        at = int(chosen) if chosen and chosen[0] != "=" else None
        cell = cells[at] if at is not None and at < len(cells) else None
        try:
            value = (
                read_fixed(field=each, chosen=chosen) if chosen.startswith("=") else read_cell(field=each, cell=cell)
            )
        except Refusal as refusal:
            head = heads[at] if at is not None and at < len(heads) else ""
            problems.append(Problem(row, head or str(each.label), refusal))
            continue
        if value is not None:
            said[each.name] = value
    if not problems:
        try:
            kind.check_row(said)
        except Refusal as refusal:
            problems.append(Problem(row, "", refusal))
    return said, problems


def read_cell(*, field: ListField, cell: Cell) -> Any:
    """Read one cell as its field reads; None if it is empty and may be.

    Raises: CellIsEmpty, ChoiceNotUnderstood, TextIsTooLong, and what the kernel refuses of amounts and days
    """
    if cell is None or cell == "":
        if field.is_required:
            raise CellIsEmpty(label=field.label)
        return field.fallback or None
    return _READERS[field.reads](field, cell)


def read_fixed(*, field: ListField, chosen: str) -> Any:
    """Give what holds for every row of a list: one of the choices, or yes.

    Raises: ChoiceNotUnderstood
    """
    if field.reads == "yes_no":
        return True
    if chosen[1:] not in field.choices:
        raise ChoiceNotUnderstood(text=chosen[1:], choices="; ".join(str(label) for label in field.choices.values()))
    return chosen[1:]


def find_product(*, said: Said, products: Products) -> UUID | None:
    """Find the product that a row speaks of, by its code, else by its name."""
    return products.get(plain_words(said.get("product_code", ""))) or products.get(plain_words(said.get("name", "")))


def reckon_amount(said: dict[str, Any]) -> None:
    """Fill in the amount of a row from its quantity and unit price where it has none.

    Raises: AmountIsMissing
    """
    if "amount" in said:
        return
    quantity, price = said.get("quantity"), said.get("unit_price")
    if quantity is None or price is None:
        raise AmountIsMissing()
    said["amount"] = round_dong(quantity * price, rule=Rounding.HALF_UP)


def _read_text(field: ListField, cell: Cell) -> str:
    text = clean_text(show_cell(cell))
    if len(text) > field.letters_max:
        raise TextIsTooLong(letters=len(text), most=field.letters_max)
    return text


def _read_code(field: ListField, cell: Cell) -> str:
    """Read a tax code; Excel takes the zeros in front away where the cell is a number."""
    text = _read_text(field, cell)
    if isinstance(cell, int) and len(text) in (9, 11):
        text = f"0{text}"
    return read_tax_code(text).text


def _read_choice(field: ListField, cell: Cell) -> str:
    text = _read_text(field, cell)
    plain = plain_words(text)
    for choice, label in field.choices.items():
        if plain in (choice, plain_words(str(label)), *field.words.get(choice, ())):
            return choice
    raise ChoiceNotUnderstood(text=text, choices="; ".join(str(label) for label in field.choices.values()))


def _read_yes_no(field: ListField, cell: Cell) -> bool:
    plain = plain_words(_read_text(field, cell))
    # The words of the template, in the language of whoever filled it in.
    for word, answer in ((_("yes"), True), (_("no"), False)):
        if plain and plain == plain_words(str(word)):
            return answer
    if plain in _YES | _NO:
        return plain in _YES
    # A number of an invoice in the column "invoice" says yes, too.
    if any(letter.isdigit() for letter in plain):
        return True
    raise ChoiceNotUnderstood(text=show_cell(cell), choices=f"{_('yes')}; {_('no')}")


def clean_text(text: str) -> str:
    """Write a text in one line, without the signs that no one can see."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def plain_words(text: str) -> str:
    """Write a text without accents, marks and double spaces, as synonyms are written."""
    return _plain_words(text) if len(text) <= _REMEMBERED_LETTERS else _plain_words.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _plain_words(text: str) -> str:
    plain = without_accents(text)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def _day(_field: ListField, cell: Cell) -> date:
    return read_day(cell)


def _amount(_field: ListField, cell: Cell) -> Dong:
    return read_amount(cell)


def _quantity(_field: ListField, cell: Cell) -> Decimal:
    return read_quantity(cell)


_READERS: Mapping[str, Callable[[ListField, Cell], Any]] = {
    "day": _day,
    "amount": _amount,
    "quantity": _quantity,
    "text": _read_text,
    "tax_code": _read_code,
    "choice": _read_choice,
    "yes_no": _read_yes_no,
}
