"""Joining and leaving for programs: admissions, departures and applications in batches, each answered for itself."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import DOCUMENTS_MAX, OutcomesOut, tell_outcomes
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX, Day, Flag, Page, PageWanted, Text, cut_page
from ecoop.members import queries
from ecoop.members.actions.admit_members import Admission, admit_one_by_one
from ecoop.members.actions.end_memberships import DepartureDraft, end_memberships
from ecoop.members.actions.record_decisions import DecisionDraft
from ecoop.members.actions.submit_application import ApplicationDraft, submit_application
from ecoop.members.api.register import router
from ecoop.members.calc import ApplicationSource, Body, Ending, ParticularsDraft, PartyKind
from ecoop.members.queries import ApplicationLine

__all__ = ["router"]

Short = Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")]
Name = Annotated[Text, Field(min_length=1, examples=["Đỗ Thị Hoa"])]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["VN"])]
Ground = Literal[
    "death", "organisation_ends", "cooperative_ends", "voluntary", "expelled", "no_use", "no_capital", "fee_unpaid",
]  # fmt: skip


class ParticularsIn(Schema):
    """Who somebody is, as the law's register asks for it."""

    kind: Literal["individual", "household", "body", "legal_person", "cooperative"] = "individual"
    address: Text = ""
    nationality: Country = "VN"
    id_number: Short = ""
    code: Short = ""
    born_on: Day | None = None
    gender: Literal["", "female", "male"] = ""
    phone: Short = ""
    email: Annotated[Text, Field(max_length=120)] = ""
    representative_name: Annotated[Text, Field(max_length=120)] = ""
    representative_id: Short = ""
    is_foreign: Flag = False
    has_investor_certificate: Flag = False
    is_lawfully_resident: Flag = False

    def draft(self) -> ParticularsDraft:
        """Give the particulars as the actions take them."""
        said = self.model_dump()
        return ParticularsDraft(**{**said, "kind": PartyKind(said["kind"])})


class DecisionIn(Schema):
    """Which body decided, by which resolution."""

    body: Literal["board", "meeting", "director"]
    resolution: Name
    decided_on: Day

    def draft(self) -> DecisionDraft:
        """Give the decision as the actions take it."""
        return DecisionDraft(Body(self.body), self.resolution, self.decided_on)


class AdmissionIn(Schema):
    """Somebody to admit. Without a number the next free one is given."""

    id: UUID
    name: Name
    admitted_on: Day
    number: Short = ""
    brings_capital: Flag = False
    uses: Flag = False
    works: Flag = False
    particulars: ParticularsIn | None = None
    decision: DecisionIn | None = None


class AdmissionsIn(Schema):
    """A batch of admissions."""

    admissions: list[AdmissionIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class DepartureIn(Schema):
    """A membership that ends; from `ends_on` on it holds no more."""

    id: UUID
    member_id: UUID
    ends_on: Day
    ground: Ground
    decision: DecisionIn | None = None
    reason: Text = ""


class DeparturesIn(Schema):
    """A batch of departures."""

    departures: list[DepartureIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class ApplicationIn(Schema):
    """Somebody who wants to become a member."""

    id: UUID
    name: Name
    particulars: ParticularsIn
    brings_capital: Flag = False
    uses: Flag = False
    works: Flag = False
    capital_vnd: Annotated[int, Field(strict=True, ge=0, le=AMOUNT_VND_MAX)] = 0
    note: Text = ""


class ReceiptOut(Schema):
    """The receipt of an application."""

    id: UUID
    receipt: str = Field(examples=["K7TQ2MXB"])


class ApplicationOut(Schema):
    """An application in the list; `act` is empty while nothing is decided."""

    id: UUID
    receipt: str
    name: str
    source: str
    type: str | None
    capital_vnd: int
    applied_on: date
    recorded_at: datetime
    act: str = Field(examples=["", "admit"])
    member_id: UUID | None


@router.post("/o/{slug:slug}/members", response=OutcomesOut, summary="Admit members")
def admit(request: HttpRequest, slug: str, batch: AdmissionsIn) -> OutcomesOut:
    """Admit members one by one; good ones are kept, and each can be sent again under its id."""
    drafts = [
        Admission(
            id=each.id,
            number=each.number,
            name=each.name,
            member_org_id=None,
            admitted_on=each.admitted_on,
            brings_capital=each.brings_capital,
            uses=each.uses,
            works=each.works,
            particulars=each.particulars.draft() if each.particulars else None,
            decision=each.decision.draft() if each.decision else None,
        )
        for each in batch.admissions
    ]
    with acting_for_api(request, slug=slug, may="members.manage") as acting:
        outcomes = admit_one_by_one(org_id=acting.org_id, admissions=drafts, by=acting.person_id, now=timezone.now())
    return tell_outcomes(outcomes=outcomes)


@router.post("/o/{slug:slug}/members/departures", response=OutcomesOut, summary="End memberships")
def depart(request: HttpRequest, slug: str, batch: DeparturesIn) -> OutcomesOut:
    """End memberships one by one; good ones are kept, and each can be sent again under its id."""
    drafts = [
        DepartureDraft(
            id=each.id,
            member_id=each.member_id,
            ends_on=each.ends_on,
            ground=Ending(each.ground),
            decision=each.decision.draft() if each.decision else None,
            reason=each.reason,
        )
        for each in batch.departures
    ]
    with acting_for_api(request, slug=slug, may="members.manage") as acting:
        outcomes = end_memberships(org_id=acting.org_id, departures=drafts, by=acting.person_id, now=timezone.now())
    return tell_outcomes(outcomes=outcomes)


@router.post("/o/{slug:slug}/members/applications", response=ReceiptOut, summary="Take an application in")
def apply(request: HttpRequest, slug: str, application: ApplicationIn) -> ReceiptOut:
    """Take an application in that came to the office; the same id again gives the same receipt."""
    now = timezone.now()
    draft = ApplicationDraft(
        id=application.id,
        source=ApplicationSource.OFFICE,
        name=application.name,
        who=application.particulars.draft(),
        brings_capital=application.brings_capital,
        uses=application.uses,
        works=application.works,
        applied_on=vietnam_day(now),
        capital_vnd=Dong(application.capital_vnd),
        note=application.note,
    )
    with acting_for_api(request, slug=slug, may="members.manage") as acting:
        receipt = submit_application(org_id=acting.org_id, application=draft, by=acting.person_id, now=now)
    return ReceiptOut(id=application.id, receipt=receipt)


@router.get("/o/{slug:slug}/members/applications", response=Page[ApplicationOut], summary="List applications")
def list_applications(
    request: HttpRequest, slug: str, page: PageWanted, open_only: bool = False
) -> Page[ApplicationOut]:
    """List applications, the newest first."""
    before = queries.read_application_cursor(cursor=page.cursor)
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        listed = queries.list_open_applications if open_only else queries.list_applications
        rows = listed(org_id=acting.org_id, before=before, limit=page.limit)
    items, following = cut_page(
        rows=rows, limit=page.limit, key=lambda line: (line.recorded_at.isoformat(), str(line.id))
    )
    return Page[ApplicationOut](items=[_out(line) for line in items], next_cursor=following)


def _out(line: ApplicationLine) -> ApplicationOut:
    return ApplicationOut(**{name: getattr(line, name) for name in ApplicationOut.model_fields})
