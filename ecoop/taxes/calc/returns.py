"""What a return is made of: who files, for which places, what was sold; and the fields that come out, by their codes.

Fields are plain values that JSON knows, since a return is kept exactly as it was computed:
`{"head": {code: text}, "values": {code: amount}, "lists": {name: [row, …]}}`. A row of a list names itself by `key`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from ecoop.kernel.dong import Dong
from ecoop.taxes.calc.result import HouseholdTax

QUARTERLY, NOTICE, FINALISATION, LEASE = "01/CNKD", "01/TKN-CNKD", "02/CNKD-TNCN-QTT", "01/BĐS"
# Years before and after these have no law here, and the calendar ends somewhere.
_PERIOD = re.compile(r"20\d{2}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?", re.ASCII)
FORMS = (QUARTERLY, NOTICE, FINALISATION, LEASE)
# Platforms that take the payment file for their sellers; those that only show the goods do not.
WITHHOLDING, NOTICE_BOARD = "platform_paid", "platform_notice"

Fields: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Taxpayer:
    """Who files: as the head of every form asks."""

    name: str
    tax_code: str
    address_line: str = ""
    ward_code: str = ""
    ward_name: str = ""
    province_code: str = ""
    province_name: str = ""
    phone: str = ""
    representative: str = ""

    @property
    def address(self) -> str:
        """Write the whole address in one line."""
        return ", ".join(part for part in (self.address_line, self.ward_name, self.province_name) if part)


@dataclass(frozen=True)
class PlaceOfBusiness:
    """A place of business as a return names it; the first of a return is the head office."""

    id: str
    code: str
    name: str
    address_line: str = ""
    ward_code: str = ""
    ward_name: str = ""
    province_code: str = ""
    province_name: str = ""


@dataclass(frozen=True)
class Sold:
    """What a return's months brought at one place, by one channel, in one sector group."""

    place_id: str
    channel: str
    sector: str
    amount_vnd: Dong
    vat_cut_vnd: Dong


@dataclass(frozen=True)
class StockLine:
    """One row of the stock table: opening, in, out, closing, each as quantity (in words) and amount."""

    name: str
    unit: str
    opening: tuple[str, Dong]
    received: tuple[str, Dong]
    issued: tuple[str, Dong]
    closing: tuple[str, Dong]


@dataclass(frozen=True)
class ReturnGiven:
    """Everything the fields of one return come from.

    `paid` is what was declared or withheld before and may come back: VAT, then PIT.

    Shape:  `sold` holds the months of the return and, where earlier ones join it, theirs too
    """

    form: str
    period: str
    tax: HouseholdTax
    taxpayer: Taxpayer
    due_on: date
    places: Sequence[PlaceOfBusiness] = ()
    sold: Sequence[Sold] = ()
    costs_vnd: Mapping[str, Dong] | None = None
    stock: Sequence[StockLine] = ()
    withheld: tuple[int, int] = (0, 0)
    paid: tuple[int, int] = (0, 0)
    number: int = 0


def head_of(*, given: ReturnGiven) -> dict[str, str]:
    """Fill in the head of a form: period, number, taxpayer."""
    year, _dash, part = given.period.partition("-")
    period = {
        "[01a]": f"{part}/{year}" if part.isdigit() else year if not part else "",
        "[01b]": f"{part[1:]}/{year}" if part.startswith("Q") or part == "H1" else "",
        "[01c]": f"2/{year}" if part == "H2" else "",
    }
    if given.form == QUARTERLY:
        period["[01a]"] = f"{part}/{year}" if part.isdigit() else ""
    return {
        **period,
        "[02]": "" if given.number else "x",
        "[03]": str(given.number or ""),
        "[04]": given.taxpayer.name,
        "[05]": given.taxpayer.tax_code,
        "[06]": "",
        "[07]": "",
    }


def is_filed_period(*, period: str) -> bool:
    """Tell whether a word names a year, a half, a quarter or a month as returns do."""
    return _PERIOD.fullmatch(period) is not None


def months_of(*, period: str) -> range:
    """Give the months of a period: of a quarter, a half-year, a month or the whole year."""
    _year, _dash, part = period.partition("-")
    if part.startswith("Q"):
        return range(int(part[1:]) * 3 - 2, int(part[1:]) * 3 + 1)
    if part.startswith("H"):
        return range(int(part[1:]) * 6 - 5, int(part[1:]) * 6 + 1)
    return range(int(part), int(part) + 1) if part else range(1, 13)


def flatten(*, fields: Fields) -> dict[str, Any]:
    """Lay the fields of a return out flat, to set two of them side by side.

    Shape:  "values/[20][14]" or "lines/<key>/[11]" to its value
    """
    flat: dict[str, Any] = {f"values/{code}": value for code, value in fields["values"].items()}
    for name, rows in fields["lists"].items():
        for row in rows:
            flat |= {f"{name}/{row['key']}/{code}": value for code, value in row.items() if code.startswith("[")}
    return flat


@dataclass(frozen=True)
class Difference:
    """One field that differs between two computations of a return."""

    path: str
    code: str
    row: str
    before: Any
    after: Any

    @property
    def change_vnd(self) -> int | None:
        """Give by how much an amount changed; texts do not change by an amount."""
        amounts = [0 if each in (None, "") else each for each in (self.before, self.after)]
        return amounts[1] - amounts[0] if all(isinstance(each, int) for each in amounts) else None


def list_differences(*, before: Fields, after: Fields) -> list[Difference]:
    """List the fields in which two computations of a return differ, in the order of the form."""
    old, new = flatten(fields=before), flatten(fields=after)
    names = {
        row["key"]: str(row.get("name", ""))
        for each in (before, after)
        for rows in each["lists"].values()
        for row in rows
    }
    found = []
    for path in [*new, *(each for each in old if each not in new)]:
        if old.get(path) == new.get(path) or not (old.get(path) or new.get(path)):
            continue
        section, _slash, rest = path.partition("/")
        key, _slash, code = rest.rpartition("/") if section != "values" else ("", "", rest)
        found.append(Difference(path, code, names.get(key, key), old.get(path), new.get(path)))
    return found
