"""The books S09, S10 and S11 of Circular 71: assets of a year, by place, and the card of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from ecoop.assets.calc.words import Kind
from ecoop.assets.errors import PaperNotFound
from ecoop.assets.models import AssetPaper
from ecoop.assets.queries.card import get_asset_card
from ecoop.assets.queries.register import CHANGE_WORDS, GROUND_WORDS, AssetLine, list_assets
from ecoop.assets.queries.wear import last_day, sum_depreciation_by_asset
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook

BOOKS = ("s09", "s10", "s11")
_MONEY, _DAYS = "money", "day"


@dataclass(frozen=True)
class BookColumn:
    """One column of a book, in the reader's language."""

    code: str
    label: str
    group: str
    value: str

    @property
    def kind(self) -> str:
        """Tell what stands in it: money, a day, a number or text."""
        if self.value.endswith("_vnd"):
            return _MONEY
        return _DAYS if self.value.endswith("_on") or self.value == "on" else "text"


@dataclass(frozen=True)
class AssetBook:
    """A book of assets with its lines: each holds a value per column, and the asset it leads to."""

    code: str
    form_code: str
    title: str
    year: int
    about: str
    columns: Sequence[BookColumn]
    rows: Sequence[tuple[UUID, Sequence[Any]]]
    totals: Sequence[Any]
    law: Citation


def get_asset_book(*, org_id: UUID, code: str, year: int, asset_id: UUID | None = None) -> AssetBook:
    """Build a book of a year; the card S11 needs an asset.

    Law:     C71 Appendix III
    Raises:  PaperNotFound, AssetNotFound
    Queries: 13; 24 for a card
    """
    if code not in BOOKS or (code == "s11") != (asset_id is not None):
        raise PaperNotFound()
    ends_on = date(year, 12, 31)
    law = lawbook.on(ends_on)
    form = law.form(f"books/{code}-htx")
    columns = [_column(each) for each in form["columns"]]
    about, lines = _lines(org_id, code, year, asset_id)
    rows = [(found_id, [values.get(column.value) for column in columns]) for found_id, values in lines]
    return AssetBook(
        code=code,
        form_code=form["code"],
        title=_in_words(form, "title"),
        year=year,
        about=about,
        columns=columns,
        rows=rows,
        totals=_totals(columns, rows) if code != "s11" else [],
        law=Citation(form["source"]["document"], form["source"]["article"]),
    )


def _lines(org_id: UUID, code: str, year: int, asset_id: UUID | None) -> tuple[str, list[tuple[UUID, dict[str, Any]]]]:
    if asset_id is not None:
        return _card_lines(org_id, year, asset_id)
    assets = [
        asset
        for asset in list_assets(org_id=org_id, day=date(year, 12, 31))
        if asset.row.kind != Kind.HELD and not (asset.disposal and asset.disposal.disposed_on.year < year)
    ]
    if code == "s10":
        assets.sort(key=lambda asset: (asset.place, asset.code))
    return "", list(_asset_lines(org_id, year, assets))


def _asset_lines(org_id: UUID, year: int, assets: list[AssetLine]) -> Iterator[tuple[UUID, dict[str, Any]]]:
    starts_on, ends_before = date(year, 1, 1), date(year + 1, 1, 1)
    worn = sum_depreciation_by_asset(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
    papers = AssetPaper.objects.filter(org_id=org_id, document_kind="assets.acquisition")
    numbers = {row.document_id: f"{row.number:03}/{row.year}" for row in papers}
    for asset in assets:
        gone = asset.disposal
        yield (
            asset.id,
            {
                "paper": numbers.get(asset.id, asset.row.paper),
                "acquired_on": asset.row.acquired_on,
                "name": " · ".join(part for part in (asset.name, asset.row.model, asset.row.serial) if part),
                "made_in": asset.row.made_in,
                "in_use_on": asset.row.in_use_on,
                "code": asset.code,
                "cost_vnd": asset.cost_vnd,
                "life": asset.row.life_months,
                "year_vnd": worn.get(asset.id, Dong(0)),
                "worn_vnd": asset.worn_vnd,
                "remaining_vnd": Dong(0) if gone else asset.remaining_vnd,
                "place": asset.place,
                "custodian": asset.custodian,
                "left_on": gone.disposed_on if gone else None,
                "left_why": str(GROUND_WORDS[gone.ground]) if gone else "",
            },
        )


def _card_lines(org_id: UUID, year: int, asset_id: UUID) -> tuple[str, list[tuple[UUID, dict[str, Any]]]]:
    """Write the card of an asset: what moved its cost, and its wear year by year."""
    card = get_asset_card(org_id=org_id, asset_id=asset_id, day=date(year, 12, 31))
    asset = card.asset
    first, *_rest = card.history
    lines: list[dict[str, Any]] = [
        {"on": asset.row.acquired_on, "entry": first.entry_label, "text": first.text, "cost_vnd": asset.row.cost_vnd}
    ]
    lines += [
        {"on": each.changed_on, "text": str(CHANGE_WORDS[each.kind]), "cost_vnd": each.amount_vnd}
        for each in asset.cost_changes
    ]
    worn_vnd = asset.row.opening_worn_vnd
    if worn_vnd:
        lines.append({"on": asset.terms[0].since_on, "text": "", "worn_vnd": worn_vnd})
    for line in card.schedule:
        if line.posted_vnd:
            worn_vnd += line.posted_vnd
            on = last_day(month=line.month)
            lines.append({"on": on, "entry": line.entry_label, "year_vnd": line.posted_vnd, "worn_vnd": worn_vnd})
    if (gone := asset.disposal) is not None:
        lines.append({"on": gone.disposed_on, "text": str(GROUND_WORDS[gone.ground]), "cost_vnd": -asset.cost_vnd})
    return f"{asset.name} ({asset.code})", [(asset.id, line) for line in sorted(lines, key=lambda line: line["on"])]


def _totals(columns: Sequence[BookColumn], rows: Sequence[tuple[UUID, Sequence[Any]]]) -> list[Any]:
    return [
        Dong(sum(values[at] or 0 for _asset, values in rows)) if column.kind == _MONEY else None
        for at, column in enumerate(columns)
    ]


def _column(each: dict[str, Any]) -> BookColumn:
    group = _in_words(each, "group") if "group_vi" in each else ""
    return BookColumn(each["code"], _in_words(each, "label"), group, each["value"])


def _in_words(row: dict[str, Any], name: str) -> str:
    found: str = row[f"{name}_vi"] if (get_language() or "vi") == "vi" else row[f"{name}_en"]
    return found
