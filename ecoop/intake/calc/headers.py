"""Find the row of column names in a messy list, and guess which column says what."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ecoop.intake.calc.columns import ROW_KEY, Columns, ListField, ListKind, clean_text, plain_words
from ecoop.kernel.sheets import Cell, show_cell

# Titles, names and addresses may stand above the names of the columns.
_SEARCHED_ROWS = 30
# Columns that our own files of refused rows add; the sign is the same in every language.
OURS = "ecoop ·"
OUR_KEY = "ecoop · #"
_LIKE_ENOUGH = 0.82
_NAME_LETTERS_MAX = 200
# Units and remarks in brackets are no part of a name: "Thành tiền (đồng)".
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True)
class Header:
    """The names of the columns: in which row of the sheet they stand (from 1), and what they are."""

    row: int
    names: tuple[str, ...]

    @property
    def own_names(self) -> tuple[str, ...]:
        """Give the names without the columns that our files of refused rows add."""
        return tuple("" if name.startswith(OURS) else name for name in self.names)

    @property
    def fingerprint(self) -> str:
        """Tell lists apart by the names of their columns, as a program writes them each time."""
        names = list(self.own_names)
        while names and not names[-1]:
            names.pop()
        return hashlib.sha256("\x1f".join(plain_words(name) for name in names).encode()).hexdigest()


def find_header(*, rows: Sequence[Sequence[Cell]], kind: ListKind) -> Header:
    """Find the row with the most names that this kind of list knows; without any, the first row that is all text.

    Shape:  a header with row 0 and without names if there is nothing like it
    """
    best, best_score = Header(0, ()), 0
    for at, row in enumerate(rows[:_SEARCHED_ROWS], start=1):
        names = read_header(row=at, cells=row).names
        # A number or a day in a row of names is rare; in a row of data it is the rule.
        others = sum(cell is not None and not isinstance(cell, str) for cell in row)
        score = 10 * len(guess_columns(kind=kind, names=names)) + min(sum(map(bool, names)), 9) - 5 * others
        if sum(map(bool, names)) > 1 and score > best_score:
            best, best_score = Header(at, names), score
    return best


def read_header(*, row: int, cells: Sequence[Cell]) -> Header:
    """Take a row for the names of the columns."""
    return Header(row, tuple(clean_text(show_cell(cell))[:_NAME_LETTERS_MAX] for cell in cells))


def guess_columns(*, kind: ListKind, names: Sequence[str]) -> dict[str, str]:
    """Guess for each field the column that holds it, the likeliest pairs first, no column twice."""
    cleaned = [plain_words(_BRACKETS.sub(" ", name)) or plain_words(name) for name in names]
    pairs = [
        (likeness, -at, each.name)
        for each in kind.fields
        for at, name in enumerate(cleaned)
        if name and not names[at].startswith(OURS) and (likeness := _likeness(each, name)) >= _LIKE_ENOUGH
    ]
    guessed: dict[str, str] = {}
    for _likeness_of_pair, minus_at, field in sorted(pairs, reverse=True):
        if field not in guessed and str(-minus_at) not in guessed.values():
            guessed[field] = str(-minus_at)
    return guessed


def suggest_columns(*, kind: ListKind, header: Header, remembered: Columns | None) -> dict[str, str]:
    """Suggest a mapping: what was chosen the last time for these columns, else a guess, and what holds without one."""
    suggested = dict(remembered) if remembered is not None else guess_columns(kind=kind, names=header.names)
    for each in kind.fields:
        if each.name not in suggested and each.fallback and remembered is None:
            suggested[each.name] = f"={each.fallback}"
    suggested.pop(ROW_KEY, None)
    return suggested


def with_row_key(*, columns: Columns, header: Header) -> dict[str, str]:
    """Add the column by which our files of refused rows know their rows."""
    at = next((at for at, name in enumerate(header.names) if name.startswith(OUR_KEY)), None)
    return dict(columns) if at is None else {**columns, ROW_KEY: str(at)}


def _likeness(field: ListField, name: str) -> float:
    """Say how like a name is to what a field is called: 1 is the same, from 0.82 on it is worth a guess."""
    best = 0.0
    for synonym in (plain_words(str(field.label)), field.name.replace("_", " "), *field.synonyms):
        if name == synonym:
            return 1.0
        if len(synonym) > 3 and re.search(rf"\b{re.escape(synonym)}\b", name):
            # The longer the part that is known, the surer: "ngay ban hang" holds "ngay ban".
            best = max(best, 0.83 + 0.15 * len(synonym) / len(name))
        elif len(name) > 4 and abs(len(name) - len(synonym)) < 0.3 * len(name):
            best = max(best, 0.97 * SequenceMatcher(None, synonym, name).ratio())
    return best


def column_letter(at: int) -> str:
    """Name a column as Excel does: 0 is A, 26 is AA."""
    letters, rest = "", at + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_at(*, text: str, names: Sequence[str]) -> int | None:
    """Find a column by its name or by its letter."""
    wanted = plain_words(text)
    for at, name in enumerate(names):
        if wanted and plain_words(name) == wanted:
            return at
    letters = {column_letter(at): at for at in range(len(names))}
    return letters.get(text.strip().upper())
