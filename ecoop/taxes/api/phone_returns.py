"""Returns on a household's phone: seen, confirmed, taken to the tax office by the person, noted as filed."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.paper import answer_with_pdf, typeset
from ecoop.kernel.wire import Day, RefusedOut, Text, hands_out, tell_refusal
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.actions.record_filing import record_filing
from ecoop.taxes.api.figures import ReturnIn
from ecoop.taxes.queries.phone_returns import PhoneReturn, get_phone_return, get_phone_returns
from ecoop.taxes.queries.return_pages import get_return_file, get_return_paper
from ecoop.taxes.queries.returns import ReturnFacts, get_return

router = Router(tags=["phone"])

YearWanted = Annotated[int | None, Query(ge=2026, le=2100, description="The year that runs, if left out.")]


class PhoneReturnOut(Schema):
    """A return that is due, confirmed or filed, and what may be done about it now."""

    form: str = Field(examples=["01/CNKD"])
    period: str = Field(examples=["2026-Q3"])
    period_label: str
    due_on: date | None
    days_left: int | None
    state: str = Field(examples=["due"], description="coming, due, late, prepared or filed")
    can_confirm: bool
    can_record_filing: bool
    return_id: UUID | None
    number: int | None = Field(description="0 for the first return, 1 and on for corrections.")
    vat_vnd: int | None
    pit_vnd: int | None
    total_vnd: int | None
    prepared_at: datetime | None
    filed_on: date | None
    channel: str
    receipt: str
    paper: str | None = Field(description="Where its PDF is, for whoever sends the key.")
    file: str | None = Field(description="Where its XML is, to be sent in eTax.")
    page: str | None = Field(description="Where it is at a desk.")


class PhoneReturnsOut(Schema):
    """The returns of a year."""

    year: int
    is_filed_by: str
    refusal: RefusedOut | None
    returns: list[PhoneReturnOut]


class ReturnRowOut(Schema):
    """A row of the form; amounts are in đồng, written as the form has them."""

    kind: str
    code: str
    label: str
    cells: list[str]


class ReturnTableOut(Schema):
    """A table of the form."""

    columns: list[str]
    rows: list[ReturnRowOut]


class PhoneReturnFormOut(Schema):
    """A return as the form looks, in Vietnamese, the law's language."""

    of: PhoneReturnOut = Field(serialization_alias="return")
    title: str
    head: list[list[str]]
    tables: list[ReturnTableOut]


class FilingIn(Schema):
    """When and how the person took the return to the tax office."""

    filed_on: Day
    channel: Literal["etax", "etax_mobile", "tvan", "counter", "post"]
    receipt: Text = ""


@router.get(
    "/o/{slug:slug}/phone/returns", response=PhoneReturnsOut, summary="List the returns of a year, for the phone"
)
def get_phone_return_list(request: HttpRequest, slug: str, year: YearWanted = None) -> PhoneReturnsOut:
    """List what is due, confirmed and filed in a year, with what may be done about each."""
    today = vietnam_day(timezone.now())
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        found = get_phone_returns(org_id=acting.org_id, year=year or today.year, today=today)
        no = found.refusal
        return PhoneReturnsOut(
            year=found.year,
            is_filed_by=_(
                "ecoop makes the return and its file. You send it yourself, in eTax Mobile or at the tax office."
            ),
            refusal=tell_refusal(refusal=no) if no else None,
            returns=[_told(acting, each) for each in found.returns],
        )


@router.post("/o/{slug:slug}/phone/returns", response={201: PhoneReturnOut}, summary="Confirm a return on the phone")
def post_phone_return(request: HttpRequest, slug: str, body: ReturnIn) -> Status[PhoneReturnOut]:
    """Keep the figures as they are now as the return; from the same documents it is the same return again."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="tax.file") as acting:
        asked: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": now}
        prepare_return(form=body.form, period=body.period, known_on=vietnam_day(now), **asked)
        return Status(201, _shown(acting, body.form, body.period, vietnam_day(now)))


@router.get(
    "/o/{slug:slug}/phone/returns/{uuid:return_id}",
    response=PhoneReturnFormOut,
    by_alias=True,
    summary="Get a return as its form looks, for the phone",
)
def get_phone_return_form(request: HttpRequest, slug: str, return_id: UUID) -> PhoneReturnFormOut:
    """Give a return line by line, as its form looks."""
    today = vietnam_day(timezone.now())
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        kept = get_return(org_id=acting.org_id, return_id=return_id)
        paper = get_return_paper(org_id=acting.org_id, return_id=return_id)
        line = _shown(acting, kept.form, kept.period, today)
    tables = [
        ReturnTableOut(columns=[str(one[-1]) for one in table["columns"]], rows=[_row(row) for row in table["rows"]])
        for table in paper["tables"]
    ]
    head = [[str(part) for part in each] for each in paper["head"]]
    return PhoneReturnFormOut(of=line, title=paper["title"], head=head, tables=tables)


@router.post(
    "/o/{slug:slug}/phone/returns/{uuid:return_id}/filing",
    response=PhoneReturnOut,
    summary="Note on the phone that a return was filed",
)
def post_phone_filing(request: HttpRequest, slug: str, return_id: UUID, body: FilingIn) -> PhoneReturnOut:
    """Record that the person took the return to the tax office; it is closed by that."""
    now = timezone.now()
    with acting_for_api(request, slug=slug, may="tax.file") as acting:
        asked: dict[str, Any] = {"org_id": acting.org_id, "by": acting.person_id, "now": now}
        kept = record_filing(return_id=return_id, **body.model_dump(), **asked)
        return _shown(acting, kept.form, kept.period, vietnam_day(now))


@router.get(
    "/o/{slug:slug}/phone/returns/{uuid:return_id}/paper",
    summary="Get a return as PDF, for the phone",
    openapi_extra=hands_out(media="application/pdf", said="The return after the official form."),
)
def get_phone_return_paper(request: HttpRequest, slug: str, return_id: UUID) -> HttpResponse:
    """Hand out a return as PDF, after the official form."""
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        kept = get_return(org_id=acting.org_id, return_id=return_id)
        data = get_return_paper(org_id=acting.org_id, return_id=return_id)
    return answer_with_pdf(
        name=data["name"], paper=typeset(template="taxes/return.typ", data=data, made_at=kept.computed_at)
    )


@router.get(
    "/o/{slug:slug}/phone/returns/{uuid:return_id}/file",
    summary="Get the file of a return, for the phone",
    openapi_extra=hands_out(media="application/xml", said="The file that the tax office takes."),
)
def get_phone_return_file(request: HttpRequest, slug: str, return_id: UUID) -> HttpResponse:
    """Hand out the electronic file that the person sends to the tax office."""
    with acting_for_api(request, slug=slug, may="tax.read") as acting:
        file = get_return_file(org_id=acting.org_id, return_id=return_id)
    answer = HttpResponse(file.content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def _shown(acting: Acting, form: str, period: str, today: date) -> PhoneReturnOut:
    return _told(acting, get_phone_return(org_id=acting.org_id, form=form, period=period, today=today))


def _told(acting: Acting, found: PhoneReturn) -> PhoneReturnOut:
    line, newest = found.line, found.line.newest
    filing = newest.filing if newest else None
    sums = [each for each in (line.vat_vnd, line.pit_vnd, line.cit_vnd) if each is not None]
    return PhoneReturnOut(
        form=line.form,
        period=line.period,
        period_label=line.period_label,
        due_on=line.due_on,
        days_left=found.days_left,
        state=line.state,
        can_confirm=found.can_confirm,
        can_record_filing=found.can_record_filing,
        return_id=newest.id if newest else None,
        number=newest.number if newest else None,
        vat_vnd=line.vat_vnd,
        pit_vnd=line.pit_vnd,
        total_vnd=sum(sums) if sums else None,
        prepared_at=newest.computed_at if newest else None,
        filed_on=filing.filed_on if filing else None,
        channel=filing.channel if filing else "",
        receipt=filing.receipt if filing else "",
        **_addresses(acting, newest),
    )


def _addresses(acting: Acting, kept: ReturnFacts | None) -> dict[str, str | None]:
    if kept is None:
        return {"paper": None, "file": None, "page": None}
    own: dict[str, Any] = {"slug": acting.org_slug, "return_id": kept.id}
    return {
        "paper": reverse("api:get_phone_return_paper", kwargs=own),
        "file": reverse("api:get_phone_return_file", kwargs=own),
        "page": reverse("taxes:return", kwargs=own),
    }


def _row(row: list[Any]) -> ReturnRowOut:
    kind, code, label, cells = row
    return ReturnRowOut(kind=str(kind), code=str(code), label=str(label), cells=[str(cell) for cell in cells])
