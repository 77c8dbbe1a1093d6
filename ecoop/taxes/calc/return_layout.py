"""How a return looks: the fields laid out as the official form has them, each with its code, label and value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ecoop.kernel.dates import format_day
from ecoop.lawbook.calc import in_words
from ecoop.taxes.calc.returns import QUARTERLY, Difference, Fields
from ecoop.taxes.calc.returns_quarter import PLACES, PLATFORMS

_AMOUNTS = ("[11]", "[12]", "[13]", "[14]", "[15]", "[16]", "[17]")
_TAXED = ("[14]", "[17]")
# The lists that may stand under the rows of a form, and which of their columns are words.
_LISTS = ("payments", "stock", "leases")


@dataclass(frozen=True)
class Cell:
    """One field as the form shows it, and what it is today if that differs."""

    value: Any
    now: Any = None
    is_changed: bool = False

    @property
    def is_amount(self) -> bool:
        """Tell whether it is money, and not words."""
        return isinstance(self.value, int)


@dataclass(frozen=True)
class FormRow:
    """One row of a form; `kind` is part, place, line or total."""

    code: str
    label: str
    cells: tuple[Cell, ...]
    kind: str = "line"
    is_unsure: bool = False


@dataclass(frozen=True)
class FormTable:
    """One table of a form, its columns named by code and label; a column of amounts says so."""

    key: str
    title: str
    columns: tuple[tuple[str, str, bool], ...]
    rows: tuple[FormRow, ...]
    is_unsure: bool = False


@dataclass(frozen=True)
class FormPage:
    """A whole return as the form looks."""

    code: str
    title: str
    note: str
    head: tuple[tuple[str, str, str], ...]
    tables: tuple[FormTable, ...]

    @property
    def is_unsure(self) -> bool:
        """Tell whether some codes were not compared with the tax office's program."""
        return any(table.is_unsure or any(row.is_unsure for row in table.rows) for table in self.tables)


def lay_out(
    *,
    layout: Mapping[str, Any],
    fields: Fields,
    sectors: Mapping[str, str],
    taxes: Mapping[str, tuple[str, str]],
    differences: Sequence[Difference] = (),
) -> FormPage:
    """Lay the fields of a return out after its form.

    `sectors` names the sector groups in the reader's language, `taxes` gives name and budget item of VAT and PIT.
    """
    changed = {each.path: each.after for each in differences}
    lines = (
        _quarter(layout, fields, sectors, changed) if layout["code"] == QUARTERLY else _rows(layout, fields, changed)
    )
    lists = [_list(name, layout[name], fields, taxes, changed) for name in _LISTS if layout.get(name)]
    return FormPage(
        code=str(layout["code"]),
        title=in_words(layout, name="label"),
        note=str(layout.get("note", "")),
        head=tuple(
            (str(row["code"]), in_words(row, name="label"), str(fields["head"].get(row["code"], "")))
            for row in layout["head"]
        ),
        tables=(lines, *(each for each in lists if each.rows)),
    )


def _quarter(
    layout: Mapping[str, Any], fields: Fields, sectors: Mapping[str, str], changed: Mapping[str, Any]
) -> FormTable:
    labels = {str(row["code"]): in_words(row, name="label") for row in layout["rows"]}
    rows: list[FormRow] = []
    place: str | None
    for part in (PLACES, PLATFORMS, "III"):
        rows.append(FormRow(part, labels[part], (), "part"))
        place = None
        for line in (each for each in fields["lists"]["lines"] if each["part"] == part):
            if (part == PLACES and line["place"] != place) or (
                not rows[-1].cells and rows[-1].kind == "part" and part == PLACES
            ):
                rows.append(FormRow("", line["name"], (), "place"))
                place = line["place"]
            cells = tuple(_cell(line[code], f"lines/{line['key']}/{code}", changed) for code in _AMOUNTS)
            rows.append(FormRow(line["row"], sectors.get(line["sector"], line["sector"]), cells))
    values = fields["values"]
    for total, own in (("[18]", _AMOUNTS), ("[19]", _TAXED), ("[20]", _TAXED)):
        cells = tuple(
            _cell(values[f"{total}{code}"], f"values/{total}{code}", changed) if code in own else Cell("")
            for code in _AMOUNTS
        )
        rows.append(FormRow(total, labels[total], cells, "total"))
    left = (Cell(""),) * 5 + (_cell(values["balance"], "values/balance", changed), Cell(""))
    rows.append(FormRow("", labels["balance"], left))
    columns = tuple((str(each["code"]), in_words(each, name="label"), True) for each in layout["columns"])
    return FormTable("lines", "", columns, tuple(rows))


def _rows(layout: Mapping[str, Any], fields: Fields, changed: Mapping[str, Any]) -> FormTable:
    rows = [
        FormRow(
            code=str(row["code"]),
            label=in_words(row, name="label"),
            cells=(_cell(fields["values"].get(_key(row), ""), f"values/{_key(row)}", changed),),
            kind="total" if _is_total(row) else "line",
            is_unsure=row.get("mark") == "U",
        )
        for row in layout["rows"]
    ]
    return FormTable("rows", "", (), tuple(rows))


def _key(row: Mapping[str, Any]) -> str:
    """Name a field by its code; one whose code is not known has a key of ours."""
    return str(row.get("key") or row["code"])


def _is_total(row: Mapping[str, Any]) -> bool:
    return bool(row.get("total")) if row.get("key") else len(str(row["code"])) <= len("[00]")


def _list(
    name: str,
    columns: Sequence[Mapping[str, Any]],
    fields: Fields,
    taxes: Mapping[str, tuple[str, str]],
    changed: Mapping[str, Any],
) -> FormTable:
    shown = [column for column in columns if column["code"] != "[47]"]
    rows = []
    for row in fields["lists"].get(name, ()):
        said = {**row, **_payment(row, taxes)} if "tax" in row else row
        cells = tuple(
            _cell(said.get(each["code"], ""), f"{name}/{row['key']}/{each['code']}", changed) for each in shown
        )
        rows.append(FormRow("", "", cells))
    if name == "payments" and rows:
        total = next(column for column in columns if column["code"] == "[47]")
        cells = tuple(Cell(fields["values"]["[47]"] if each["code"] == "[40]" else "") for each in shown)
        rows.append(FormRow("[47]", in_words(total, name="label"), cells, "total"))
    first = rows[0].cells if rows else (Cell(""),) * len(shown)
    heads = tuple(
        (str(each["code"]), in_words(each, name="label"), cell.is_amount)
        for each, cell in zip(shown, first, strict=True)
    )
    return FormTable(name, "", heads, tuple(rows), any(each.get("mark") == "U" for each in columns))


def _payment(row: Mapping[str, Any], taxes: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    item, name = taxes[row["tax"]]
    return {"[39]": name, "[42]": item, "[46]": format_day(date.fromisoformat(row["[46]"]))}


def _cell(value: Any, path: str, changed: Mapping[str, Any]) -> Cell:
    return Cell(value, changed.get(path), path in changed)
