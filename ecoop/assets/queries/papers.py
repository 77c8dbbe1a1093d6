"""Papers about assets as PDF, always in Vietnamese, the law's language: the six forms, the books, the labels."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import segno
from django.utils.translation import override

from ecoop.assets.calc.words import ACQUISITION, CHANGE, COUNT, DEPRECIATION, DISPOSAL, PLACING
from ecoop.assets.errors import PaperNotFound
from ecoop.assets.models import AssetChange, AssetDisposal, AssetPaper, AssetPlacing, DepreciationRun
from ecoop.assets.queries.books import AssetBook
from ecoop.assets.queries.card import paper_words
from ecoop.assets.queries.counting import get_count
from ecoop.assets.queries.law import list_grounds, list_source_words
from ecoop.assets.queries.register import CHANGE_WORDS, GROUND_WORDS, AssetLine, get_asset
from ecoop.assets.queries.wear import get_month_of_wear
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import typeset
from ecoop.kernel.written import format_day, format_grouped
from ecoop.lawbook import queries as lawbook

_TABLE = "books/asset-papers"


def print_asset_paper(*, org_id: UUID, org_name: str, paper_id: UUID, made_at: datetime) -> tuple[str, bytes]:
    """Print one numbered paper: its file's name and the PDF.

    Law:     C71 Appendix II, books/asset-papers
    Raises:  PaperNotFound
    Queries: 22
    """
    paper = AssetPaper.objects.filter(org_id=org_id, id=paper_id).first()
    if paper is None:
        raise PaperNotFound()
    with override("vi"):
        rows = lawbook.on(max(paper.made_on, vietnam_day(made_at))).table(_TABLE)
        words = {row["key"]: row["label_vi"] for row in rows if row["form"] in ("all", paper.form_code)}
        values, table = _content(org_id, paper, words)
        data = {
            "org": org_name,
            "words": words,
            "form": words["form"].format(form=paper.form_code),
            "title": paper_words(day=vietnam_day(made_at))[paper.form_code],
            "number": f"{paper.number:03}/{paper.year}",
            "day": _day_words(words, paper.made_on),
            "head": [[each["label_vi"], _text(values.get(each["key"]))] for each in _part(rows, paper, "head")],
            "columns": [[each["label_vi"], each["key"].endswith("_vnd")] for each in _part(rows, paper, "column")],
            "rows": [[_text(row.get(each["key"])) for each in _part(rows, paper, "column")] for row in table],
            "signers": [each["label_vi"] for each in _part(rows, paper, "signer")],
        }
        return f"{paper.form_code}-{paper.number:03}-{paper.year}", _set("assets/paper.typ", data, made_at)


def print_asset_book(*, org_name: str, book: AssetBook, made_at: datetime) -> bytes:
    """Print a book of assets.

    Law:     C71 Appendix III
    Queries: 0
    """
    rows = lawbook.on(vietnam_day(made_at)).table(_TABLE)
    words = {row["key"]: row["label_vi"] for row in rows if row["form"] == "all"}
    total = next(row["label_vi"] for row in rows if row["key"] == "total")
    lines = [[_text(value) for value in values] for _asset, values in book.rows]
    totals = [_text(value) for value in book.totals]
    data = {
        "org": org_name,
        "words": words,
        "form": words["form"].format(form=book.form_code.removesuffix("-HTX")),
        "title": book.title,
        "about": book.about or str(book.year),
        "day": _day_words(words, vietnam_day(made_at)),
        "columns": [[column.label, column.group, column.kind] for column in book.columns],
        "rows": lines,
        "totals": [total, *totals[1:]] if totals else [],
    }
    return _set("assets/book.typ", data, made_at)


def print_asset_labels(*, assets: Sequence[tuple[AssetLine, str]], org_name: str, made_at: datetime) -> bytes:
    """Print a sheet of labels: each with its code, its name, and a QR code that opens the asset's page.

    Queries: 0
    """
    labels = [
        {
            "code": asset.code,
            "name": asset.name,
            "place": asset.place,
            "dots": [[1 if dot else 0 for dot in row] for row in segno.make_qr(url, error="m").matrix],
        }
        for asset, url in assets
    ]
    return _set("assets/labels.typ", {"org": org_name, "labels": labels}, made_at)


def _set(template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    return typeset(template=template, data=data, made_at=made_at)


def _part(rows: Sequence[Mapping[str, str]], paper: AssetPaper, part: str) -> list[Mapping[str, str]]:
    return [row for row in rows if row["form"] == paper.form_code and row["part"] == part]


def _day_words(words: Mapping[str, str], on: date) -> str:
    return words["day"].format(day=f"{on.day:02}", month=f"{on.month:02}", year=on.year)


def _text(value: Any) -> Any:
    """Numbers stay numbers for the template to write; days become words; nothing is empty."""
    if isinstance(value, date):
        return format_day(value)
    return value if isinstance(value, int) else str(value or "")


def _content(org_id: UUID, paper: AssetPaper, words: Mapping[str, str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if paper.document_kind == COUNT:
        return _of_count(org_id, paper, words)
    if paper.document_kind == DEPRECIATION:
        return _of_wear(org_id, paper, words)
    assert paper.asset_id is not None
    asset = get_asset(org_id=org_id, asset_id=paper.asset_id, day=paper.made_on)
    values = _of_asset(asset)
    if paper.document_kind == PLACING:
        row = AssetPlacing.objects.get(org_id=org_id, id=paper.document_id)
        values |= {"place": row.place, "custodian": row.custodian, "handed_by": row.handed_by}
    elif paper.document_kind == ACQUISITION:
        row = AssetPlacing.objects.filter(org_id=org_id, asset_id=asset.id).order_by("since_on", "recorded_at")[0]
        values |= {"place": row.place, "custodian": row.custodian, "handed_by": row.handed_by}
    elif paper.document_kind == CHANGE:
        values |= _of_change(AssetChange.objects.get(org_id=org_id, id=paper.document_id))
    elif paper.document_kind == DISPOSAL:
        values |= _of_disposal(AssetDisposal.objects.get(org_id=org_id, id=paper.document_id))
    return values, []


def _of_asset(asset: AssetLine) -> dict[str, Any]:
    words = list_source_words(law=lawbook.on(asset.on))
    sources = [(words.get(each.kind, each.kind), each.amount_vnd) for each in asset.sources]
    return {
        "asset": f"{asset.name} ({asset.code})",
        "kind": asset.kind_label,
        "model": asset.row.model,
        "serial": asset.row.serial,
        "made_in": asset.row.made_in,
        "in_use_on": asset.row.in_use_on,
        "cost_vnd": asset.cost_vnd,
        "sources": "; ".join(f"{name}: {format_grouped(amount_vnd)}" for name, amount_vnd in sources),
        "life": asset.row.life_months,
        "restriction": asset.row.restriction,
        "paper": asset.row.paper,
        "worn_vnd": asset.worn_vnd,
        "remaining_vnd": asset.remaining_vnd,
    }


def _of_change(row: AssetChange) -> dict[str, Any]:
    grounds = list_grounds(law=lawbook.on(row.changed_on))
    return {
        "text": row.text,
        "change": str(CHANGE_WORDS[row.kind]),
        "amount_vnd": row.amount_vnd,
        "ground": grounds.get(row.ground, ""),
        "paper": row.paper,
    }


def _of_disposal(row: AssetDisposal) -> dict[str, Any]:
    appraisal, resolution = "", ""
    if row.appraised_on is not None and row.appraised_vnd is not None:
        amount = format_grouped(row.appraised_vnd)
        appraisal = f"{row.appraisal_paper}, {format_day(row.appraised_on)}: {amount}"
    if row.resolved_on is not None:
        resolution = f"{row.resolution_paper}, {format_day(row.resolved_on)}: {row.votes_for}/{row.votes_cast}"
    columns = ("worn_vnd", "remaining_vnd", "reason", "price_vnd", "costs_vnd", "buyer", "state_part_vnd")
    return {
        **{name: getattr(row, name) for name in columns},
        "ground": str(GROUND_WORDS[row.ground]),
        "appraisal": appraisal,
        "resolution": resolution,
    }


def _of_count(org_id: UUID, paper: AssetPaper, words: Mapping[str, str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    page = get_count(org_id=org_id, count_id=paper.document_id)
    rows = [
        {
            "code": line.asset.code,
            "name": line.asset.name,
            "cost_vnd": line.asset.cost_vnd,
            "remaining_vnd": line.asset.remaining_vnd,
            "state": words[line.state],
            "reason": line.mark.reason if line.mark else "",
        }
        for line in page.lines
    ]
    rows += [{"name": mark.found_name, "state": words["found"], "reason": mark.place} for mark in page.found]
    return {"team": page.count.team, "place": page.count.place}, rows


def _of_wear(org_id: UUID, paper: AssetPaper, words: Mapping[str, str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    run = DepreciationRun.objects.get(org_id=org_id, id=paper.document_id)
    wear = get_month_of_wear(org_id=org_id, month=run.month)
    parts = ("amount_vnd", "production_vnd", "management_vnd", "idle_vnd", "welfare_vnd")
    rows = [
        {
            "code": line.asset.code,
            "name": line.asset.name,
            "cost_vnd": line.asset.cost_vnd,
            **{name: getattr(line, name) for name in parts},
        }
        for line in wear.lines
    ]
    total = {name: sum(row[name] for row in rows) for name in ("cost_vnd", *parts)}
    return {}, [*rows, {"name": words["total"], **total}]
