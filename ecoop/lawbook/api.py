"""The law as it held on a day and as it was known on a day, for programs."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import Day, Page, PageWanted, Text, cut_page, read_cursor
from ecoop.lawbook import queries
from ecoop.lawbook.calc import Figure

router = Router(tags=["law"])


class SourceOut(Schema):
    """Where a number stands."""

    document: str = Field(examples=["nd-68-2026"])
    article: str = Field(examples=["Điều 4, khoản 1"])


class FigureOut(Schema):
    """One value of the law with the days it governs, the day from which it was known, and its source."""

    path: str = Field(examples=["tax/household/revenue_exempt_vnd_max"])
    label: str = Field(examples=["Mức doanh thu năm không phải nộp thuế"])
    unit: str = Field(examples=["vnd_per_year"])
    value: Any = Field(
        description="An integer for amounts and counts; ratios are texts such as “0.015”, so that nothing is rounded.",
        examples=[500_000_000],
    )
    starts_on: date
    ends_on: date | None
    known_from: date
    source: SourceOut
    note: str


class ParameterOut(Schema):
    """A parameter as it held on a day, and everything it ever was."""

    figure: FigureOut
    history: list[FigureOut]
    warning: str | None = Field(description="Set where the law leaves a question open.")


@router.get("/law/parameters", response=Page[str], auth=None, summary="List the parameters of law")
def list_parameters(request: HttpRequest, page: PageWanted, q: Text = "") -> Page[str]:
    """List the paths of the parameters whose labels, path, note or source hold every word of `q`, accents aside."""
    paths = queries.search_law(q) if q else queries.list_paths()
    after = read_cursor(cursor=page.cursor, kinds=(str,))
    rows = [path for path in paths if after is None or path > after[0]]
    items, next_cursor = cut_page(rows=rows[: page.limit + 1], limit=page.limit, key=lambda path: (path,))
    return Page[str](items=items, next_cursor=next_cursor)


@router.get("/law/parameters/{path:path}", response=ParameterOut, auth=None, summary="Get a parameter of law")
def get_parameter(request: HttpRequest, path: str, on: Day | None = None, known_on: Day | None = None) -> ParameterOut:
    """Tell what a number of the law was on the day `on` (today when left out), as known on the day `known_on`."""
    law = queries.on(on or vietnam_day(timezone.now()), known_on=known_on)
    figure = law.figure(path)
    return ParameterOut(
        figure=_out(figure),
        history=[_out(each) for each in queries.list_history(path)],
        warning=law.warning(path),
    )


def _out(figure: Figure) -> FigureOut:
    return FigureOut(
        path=figure.path,
        label=figure.label,
        unit=figure.unit,
        value=_plain(figure.value),
        starts_on=figure.starts_on,
        ends_on=figure.ends_on,
        known_from=figure.known_from,
        source=SourceOut(document=figure.source.document, article=figure.source.article),
        note=figure.note,
    )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str | list) else str(value)
