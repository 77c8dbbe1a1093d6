"""The register of members for programs."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import Day, Page, PageWanted, cut_page, read_cursor
from ecoop.members import queries
from ecoop.members.queries import MemberLine

router = Router(tags=["members"])


class MemberOut(Schema):
    """A member as the register stood on a day."""

    id: UUID
    number: str = Field(examples=["001"])
    name: str = Field(examples=["Trần Văn Năm"])
    member_org_id: UUID | None
    type: str | None = Field(examples=["official"])
    admitted_on: date
    left_on: date | None
    paid_in_vnd: int = Field(examples=[5_000_000])
    capital_ratio: str = Field(examples=["0.05"], description="Of the charter capital; exact, as a text.")


@router.get("/o/{slug:slug}/members", response=Page[MemberOut], summary="List members")
def list_members(request: HttpRequest, slug: str, page: PageWanted, on: Day | None = None) -> Page[MemberOut]:
    """List the register as of a day (today when left out) by number; also those who left before."""
    after = read_cursor(cursor=page.cursor, kinds=(str,))
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        register = queries.list_members_on(org_id=acting.org_id, day=on or vietnam_day(timezone.now()))
    rest = [line for line in register if after is None or line.number > after[0]]
    items, following = cut_page(rows=rest[: page.limit + 1], limit=page.limit, key=lambda line: (line.number,))
    return Page[MemberOut](items=[_out(line) for line in items], next_cursor=following)


def _out(line: MemberLine) -> MemberOut:
    return MemberOut(
        id=line.id,
        number=line.number,
        name=line.name,
        member_org_id=line.member_org_id,
        type=line.type,
        admitted_on=line.admitted_on,
        left_on=line.left_on,
        paid_in_vnd=line.paid_in_vnd,
        capital_ratio=f"{line.capital_ratio:f}",
    )
