"""Read a trial balance of any shape: which column says what, which lines only add others up, and what is left."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Cell, read_amount, read_quantity, show_cell
from ecoop.kernel.written import without_accents
from ecoop.ledger.errors import OpeningsEmpty, SumLineDiffers

CLOSING, OPENING, PLAIN = "closing", "opening", "plain"
_SEARCHED_ROWS, _HEAD_ROWS_MAX = 40, 4
_CODE = re.compile(r"\d{1,6}[0-9A-Za-z.]{0,14}", re.ASCII)
_WORDS = {
    "account": (
        "so hieu tk",
        "so hieu tai khoan",
        "so hieu",
        "so tk",
        "ma tk",
        "ma tai khoan",
        "tai khoan",
        "tk",
        "account",
    ),
    "name": ("ten tai khoan", "ten tk", "ten", "dien giai", "noi dung", "name"),
    "party": ("ma doi tuong", "doi tuong", "ten doi tuong", "khach hang", "nha cung cap", "thanh vien", "party"),
    "item": ("ma hang", "ma vat tu", "vat tu", "mat hang", "hang hoa", "ma vthh", "item"),
    "unit": ("don vi tinh", "dvt", "unit"),
    "quantity": ("so luong", "sl", "ton", "quantity"),
}
_BALANCE = ("so du", "du", "balance")


@dataclass(frozen=True)
class OpeningRow:
    """A line of the list: the older account, what stood on it, of whom or of what; or what is wrong with it."""

    row: int
    code: str
    name: str
    debit_vnd: Dong
    credit_vnd: Dong
    party: str = ""
    item: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    problem: Refusal | None = None

    @property
    def balance_vnd(self) -> Dong:
        """Give the balance, debit less credit."""
        return Dong(self.debit_vnd - self.credit_vnd)


@dataclass(frozen=True)
class OpeningList:
    """A list as it was read: the lines to open with, how many only added others up, and which balances it has."""

    rows: tuple[OpeningRow, ...]
    sums: int
    take: str
    takes: tuple[str, ...]

    @property
    def problems(self) -> tuple[OpeningRow, ...]:
        """List the lines that are wrong."""
        return tuple(row for row in self.rows if row.problem)


def read_opening_list(*, rows: Sequence[Sequence[Cell]], take: str = "") -> OpeningList:
    """Read a trial balance; of several pairs of balances the closing one is taken unless `take` says otherwise.

    Raises: OpeningsEmpty
    """
    head = _find_head(rows)
    if head is None:
        raise OpeningsEmpty()
    top, account = head
    first = next((at for at in range(top + 1, len(rows)) if _code(_cell(rows[at], account))), len(rows))
    names = _names(rows[top : min(first, top + _HEAD_ROWS_MAX)])
    places = _places(names) | {"account": account}
    pairs = _pairs(names)
    if not pairs:
        raise OpeningsEmpty()
    chosen = take if take in pairs else next(each for each in (CLOSING, PLAIN, OPENING) if each in pairs)
    read = list(_read(rows[first:], first + 1, places, pairs[chosen]))
    kept = _without_sums(read)
    return OpeningList(tuple(kept), len(read) - len(kept), chosen, tuple(pairs))


def _find_head(rows: Sequence[Sequence[Cell]]) -> tuple[int, int] | None:
    """Find the row and the column in which accounts are named."""
    for word in _WORDS["account"]:
        for top, row in enumerate(rows[:_SEARCHED_ROWS]):
            for at, cell in enumerate(row):
                if isinstance(cell, str) and _plain(cell) == word and _has_codes(rows[top + 1 :], at):
                    return top, at
    return None


def _has_codes(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    return any(_code(_cell(row, at)) for row in rows[: _HEAD_ROWS_MAX + 1])


def _names(head: Sequence[Sequence[Cell]]) -> list[str]:
    """Join the rows of a head: a cell that spans several columns speaks for all of them."""
    width = max((len(row) for row in head), default=0)
    names = [""] * width
    for depth, row in enumerate(head):
        above = ""
        for at in range(width):
            said = _plain(show_cell(_cell(row, at)))
            above = said or (above if depth < len(head) - 1 else "")
            names[at] = f"{names[at]} {above}".strip()
    return names


def _places(names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for field, words in _WORDS.items():
        at = next((at for word in words for at, name in enumerate(names) if name == word), None)
        if at is None and field not in ("account", "name"):
            at = next((at for word in words for at, name in enumerate(names) if f" {word} " in f" {name} "), None)
        if at is not None and at not in found.values():
            found[field] = at
    return found


def _pairs(names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Find the columns of balances: debit and credit of the end, of the beginning, of no said time; or one column."""
    sides: dict[str, dict[str, int]] = {}
    for at, name in enumerate(names):
        words = set(name.split())
        side = "debit" if words & {"no", "debit"} else "credit" if words & {"co", "credit"} else ""
        if not side or words & {"sinh", "ps", "turnover"}:
            continue
        time = CLOSING if words & {"cuoi", "closing"} else OPENING if words & {"dau", "opening"} else PLAIN
        sides.setdefault(time, {}).setdefault(side, at)
    pairs = {time: (both["debit"], both["credit"]) for time, both in sides.items() if len(both) == 2}
    if not pairs:
        single = next((at for word in _BALANCE for at, name in enumerate(names) if name.startswith(word)), None)
        pairs = {} if single is None else {PLAIN: (single, -1)}
    return pairs


def _read(
    rows: Iterable[Sequence[Cell]], first: int, places: dict[str, int], pair: tuple[int, int]
) -> Iterator[OpeningRow]:
    above = ""
    for number, row in enumerate(rows, first):
        said = {field: show_cell(_cell(row, at)).strip() for field, at in places.items()}
        code = _code(_cell(row, places["account"]))
        if not code and not (above and (said.get("party") or said.get("item"))):
            continue
        above = code or above
        wrong, debit, credit, quantity = None, Dong(0), Dong(0), None
        try:
            debit, credit = _amounts(row, pair)
            if said.get("quantity"):
                quantity = read_quantity(_cell(row, places["quantity"]))
        except Refusal as refusal:
            wrong = refusal
        if debit or credit or wrong:
            yield OpeningRow(
                number, above, said.get("name", ""), debit, credit, said.get("party", ""), said.get("item", ""),
                said.get("unit", ""), quantity, wrong,
            )  # fmt: skip


def _amounts(row: Sequence[Cell], pair: tuple[int, int]) -> tuple[Dong, Dong]:
    debit, credit = (_amount(_cell(row, at)) if at >= 0 else Dong(0) for at in pair)
    if pair[1] < 0 and debit < 0:
        return Dong(0), Dong(-debit)
    return debit, credit


def _amount(cell: Cell) -> Dong:
    return Dong(0) if show_cell(cell).strip() in ("", "-", "–") else read_amount(cell)


def _without_sums(rows: Sequence[OpeningRow]) -> list[OpeningRow]:
    """Leave out lines that only add up others; one that says another sum than its details is wrong."""
    kept = []
    for row in rows:
        details = _details_of(row, rows)
        if not details:
            kept.append(row)
        elif row.problem is None and sum(each.balance_vnd for each in details) != row.balance_vnd:
            found = Dong(sum(each.balance_vnd for each in details))
            refusal = SumLineDiffers(account=row.code, said_vnd=row.balance_vnd, details_vnd=found)
            kept.append(replace(row, problem=refusal))
    return kept


def _details_of(row: OpeningRow, rows: Sequence[OpeningRow]) -> list[OpeningRow]:
    """List the last details of a line: of its party or item, or of accounts whose codes go on where its code ends."""
    if row.party or row.item:
        return []
    own = [each for each in rows if each.code == row.code and (each.party or each.item)]
    if own:
        return own
    below = [each for each in rows if each.code != row.code and each.code.startswith(row.code)]
    return [each for each in below if not _is_sum(each, below)]


def _is_sum(row: OpeningRow, rows: Sequence[OpeningRow]) -> bool:
    if row.party or row.item:
        return False
    return any(
        (each.code == row.code and (each.party or each.item))
        or (each.code != row.code and each.code.startswith(row.code))
        for each in rows
    )


def _code(cell: Cell) -> str:
    text = show_cell(cell).strip()
    return text if _CODE.fullmatch(text) else ""


def _cell(row: Sequence[Cell], at: int) -> Cell:
    return row[at] if 0 <= at < len(row) else None


def _plain(text: str) -> str:
    plain = without_accents(text)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
