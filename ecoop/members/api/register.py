"""The register of members for programs."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.wire import Day, Page, PageWanted, cut_page, read_cursor
from ecoop.members import queries
from ecoop.members.calc import MemberType
from ecoop.members.queries import MemberLine, MembersWanted

router = Router(tags=["members"])
Find = Annotated[
    str,
    Query(max_length=100, pattern=r"^[^\x00]*$", description="Words of a name, or the beginning of a number."),
]


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


class ParticularsOut(Schema):
    """Who a member is."""

    kind: str = Field(examples=["household"])
    address: str
    nationality: str = Field(examples=["VN"])
    id_number: str
    code: str
    born_on: date | None
    gender: str
    phone: str
    email: str
    representative_name: str
    representative_id: str
    is_foreign: bool
    has_investor_certificate: bool


class StandingOut(Schema):
    """What a member brings from a day on."""

    starts_on: date
    type: str | None
    brings_capital: bool
    uses: bool
    works: bool


class OneMemberOut(MemberOut):
    """A member with particulars and history."""

    particulars: ParticularsOut
    standings: list[StandingOut]
    ground: str = Field("", examples=["voluntary"], description="On which ground the membership ended.")


class HeadcountOut(Schema):
    """How many members there are."""

    official: int
    associate_capital: int
    associate_no_capital: int
    foreign: int


@router.get("/o/{slug:slug}/members", response=Page[MemberOut], summary="List members")
def list_members(
    request: HttpRequest, slug: str, page: PageWanted, on: Day | None = None, find: Find = ""
) -> Page[MemberOut]:
    """List the register as of a day (today when left out) by number; also those who left before."""
    after = read_cursor(cursor=page.cursor, kinds=(str,))
    wanted = MembersWanted(find=find, after=after[0] if after else "", most=page.limit + 1)
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        rows = queries.list_members_page(org_id=acting.org_id, day=on or vietnam_day(timezone.now()), wanted=wanted)
    items, following = cut_page(rows=rows, limit=page.limit, key=lambda line: (line.number,))
    return Page[MemberOut](items=[_out(line) for line in items], next_cursor=following)


@router.get("/o/{slug:slug}/members/headcount", response=HeadcountOut, summary="Count members by type")
def count_members(request: HttpRequest, slug: str, on: Day | None = None) -> HeadcountOut:
    """Count the members of each type on a day, and the foreign ones among them."""
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        heads = queries.get_headcount(org_id=acting.org_id, day=on or vietnam_day(timezone.now()))
    counts = {kind.value: heads.by_type.get(kind, 0) for kind in MemberType}
    return HeadcountOut(foreign=heads.foreign, **counts)


@router.get("/o/{slug:slug}/members/{uuid:member_id}", response=OneMemberOut, summary="Get a member")
def get_member(request: HttpRequest, slug: str, member_id: UUID, on: Day | None = None) -> OneMemberOut:
    """Get one member with particulars and history."""
    day = on or vietnam_day(timezone.now())
    with acting_for_api(request, slug=slug, may="members.read") as acting:
        line = queries.get_member_line(org_id=acting.org_id, member_id=member_id, day=day)
        who = queries.get_particulars(org_id=acting.org_id, member_id=member_id, day=day)
        history = queries.get_member_history(org_id=acting.org_id, member_id=member_id)
    return OneMemberOut(
        **_out(line).dict(),
        particulars=ParticularsOut(**{name: getattr(who, name) for name in ParticularsOut.model_fields}),
        standings=[
            StandingOut(**{name: getattr(each, name) for name in StandingOut.model_fields})
            for each in history.standings
        ],
        ground=history.ground,
    )


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
