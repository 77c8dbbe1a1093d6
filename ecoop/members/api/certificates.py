"""The charter and certificates for programs; and the check of a certificate for anybody."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.batches import DOCUMENTS_MAX
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import Day, Page, PageWanted, Text, cut_page, read_cursor
from ecoop.members.actions.issue_certificates import CertificateDraft, issue_certificates
from ecoop.members.actions.set_charter import CharterChoice, set_charter
from ecoop.members.calc import CertificateText
from ecoop.members.queries import check_certificate, list_certificates, list_charter_items

router = Router(tags=["members"])


class CharterOut(Schema):
    """A choice of the charter in force, and the limits of the law."""

    name: str = Field(examples=["notice_days"])
    label: str
    value: str | None = Field(examples=["7"])
    starts_on: date | None
    rests_on: str | None
    limits: list[str] = Field(examples=[["≥ 3 ngày"]])


class ChoiceIn(Schema):
    """A choice of the charter, from a day on; rates are decimals such as 0.05."""

    name: Annotated[Text, Field(min_length=1, examples=["notice_days"])]
    value: Annotated[Text, Field(min_length=1, examples=["7"])]
    starts_on: Day


class CharterIn(Schema):
    """Choices of the charter as a resolution made them, recorded all or none."""

    resolution_id: UUID
    choices: list[ChoiceIn] = Field(min_length=1, max_length=100)


class ChangedOut(Schema):
    """How many choices are new."""

    new: int


class CertificateOut(Schema):
    """A certificate and what became of it; `code` is what its square carries."""

    id: UUID
    member_id: UUID
    number: str = Field(examples=["0001"])
    issued_on: date
    held_vnd: int
    state: str = Field(examples=["valid"])
    code: str


class CertificateIn(Schema):
    """A certificate for a member; the caller chooses its id, so that sending it twice issues one."""

    id: UUID
    member_id: UUID


class IssueIn(Schema):
    """Which members get a certificate."""

    issued_on: Day
    certificates: list[CertificateIn] = Field(min_length=1, max_length=DOCUMENTS_MAX)


class IssuedOut(Schema):
    """The ids that are new."""

    issued: list[UUID]


class CodeIn(Schema):
    """The code of a certificate."""

    code: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00]*$", examples=["EC1.…"])]


class CheckedOut(Schema):
    """What the code itself says, and whether it still holds."""

    state: str = Field(examples=["valid"])
    is_signature_good: bool
    cooperative: str
    number: str
    issued_on: date
    member: str
    contributed_vnd: int
    charter_capital_vnd: int
    ratio: str
    term: str


@router.get("/o/{slug:slug}/charter", response=list[CharterOut], summary="Get the charter")
def get_charter(request: HttpRequest, slug: str, on: Day | None = None) -> list[CharterOut]:
    """List every choice that the charter makes or could make, as of a day (today when left out)."""
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        items = list_charter_items(org_id=acting.org_id, day=on or vietnam_day(timezone.now()))
    return [
        CharterOut(
            name=item.rule.name,
            label=item.label,
            value=item.line.value if item.line else None,
            starts_on=item.line.starts_on if item.line else None,
            rests_on=item.line.rests_on if item.line else None,
            limits=[limit for limit, _law in item.limits],
        )
        for item in items
    ]


@router.post("/o/{slug:slug}/charter", response=ChangedOut, summary="Set the charter")
def post_charter(request: HttpRequest, slug: str, body: CharterIn) -> ChangedOut:
    """Record choices of the charter; what the law does not allow is refused with its article."""
    choices = [CharterChoice(**each.dict()) for each in body.choices]
    with acting_for_api(request, slug=slug, may="members.manage") as acting:
        given: dict[str, Any] = {"by": acting.person_id, "now": timezone.now()}
        return ChangedOut(
            new=set_charter(org_id=acting.org_id, choices=choices, resolution_id=body.resolution_id, **given)
        )


@router.get("/o/{slug:slug}/certificates", response=Page[CertificateOut], summary="List certificates of contribution")
def list_issued(request: HttpRequest, slug: str, page: PageWanted) -> Page[CertificateOut]:
    """List certificates, the newest first."""
    before = read_cursor(cursor=page.cursor, kinds=(int,))
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        rows = list_certificates(org_id=acting.org_id, before=before[0] if before else None, limit=page.limit + 1)
    items, following = cut_page(rows=rows, limit=page.limit, key=lambda row: (row.number,))
    return Page[CertificateOut](
        items=[
            CertificateOut(
                id=row.id,
                member_id=row.member_id,
                number=row.label,
                issued_on=row.issued_on,
                held_vnd=row.held_vnd,
                state=row.state,
                code=row.code,
            )
            for row in items
        ],
        next_cursor=following,
    )


@router.post("/o/{slug:slug}/certificates", response=IssuedOut, summary="Issue certificates of contribution")
def post_certificates(request: HttpRequest, slug: str, body: IssueIn) -> IssuedOut:
    """Issue certificates to members whose contribution is complete, all or none; known ids stay as they are."""
    drafts = [CertificateDraft(each.id, each.member_id) for each in body.certificates]
    with acting_for_api(request, slug=slug, may="capital.record") as acting:
        given: dict[str, Any] = {"issued_on": body.issued_on, "by": acting.person_id, "now": timezone.now()}
        return IssuedOut(issued=issue_certificates(org_id=acting.org_id, certificates=drafts, **given))


@router.post("/certificates/check", response=CheckedOut, auth=None, summary="Check a certificate of contribution")
def post_check(request: HttpRequest, body: CodeIn) -> CheckedOut:
    """Check a code for anybody: what it says, whether its signature is good, and whether it still holds."""
    found = check_certificate(code=body.code)
    said: CertificateText = found.signed.certificate
    return CheckedOut(
        state=found.state.value,
        is_signature_good=found.is_signature_good,
        cooperative=said.cooperative,
        number=said.number,
        issued_on=said.issued_on,
        member=said.member,
        contributed_vnd=said.contributed_vnd,
        charter_capital_vnd=said.charter_capital_vnd,
        ratio=f"{said.ratio:f}",
        term=said.term,
    )
