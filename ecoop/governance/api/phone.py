"""Notices, meetings and votes on a household's phone."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ecoop.access.api_acting import acting_for_api
from ecoop.access.queries import Acting
from ecoop.governance.queries.phone_meetings import PhoneMeeting, list_phone_meetings
from ecoop.governance.queries.phone_notices import list_phone_notices
from ecoop.kernel.dates import vietnam_day

router = Router(tags=["phone"])


class PhoneNoticeOut(Schema):
    """One thing to see or to do."""

    id: UUID = Field(description="The same as long as the thing is: keep on the phone what was read.")
    kind: str = Field(
        examples=["meeting"], description="notice, meeting, vote, share, disclosure, papers, identity or application"
    )
    on: date
    at: datetime | None
    from_name: str = Field(serialization_alias="from", examples=["HTX Chè Tân Cương"])
    title: str
    text: str
    screen: str = Field(examples=["#/meetings"], description="Where it leads on the phone; may be empty.")
    url: str = Field(description="Where it leads at a desk; may be empty.")
    is_to_do: bool


class PhoneNoticesOut(Schema):
    """What a household should see, the newest first."""

    notices: list[PhoneNoticeOut]


class PhoneMeetingOut(Schema):
    """A meeting to which the household is called."""

    id: UUID
    cooperative_slug: str
    cooperative: str
    title: str
    starts_at: datetime
    place: str
    status: str = Field(examples=["noticed"])
    status_label: str
    is_over: bool
    agenda: list[str] = Field(description="Of meetings to come.")
    votes_open: int
    link: str = Field(description="My own pass while it is of use; keep it to yourself.")
    page: str


class PhoneMeetingsOut(Schema):
    """The meetings of which the household had notice, the newest first."""

    meetings: list[PhoneMeetingOut]


@router.get(
    "/o/{slug:slug}/phone/notices", response=PhoneNoticesOut, by_alias=True, summary="List notices, for the phone"
)
def get_phone_notices(request: HttpRequest, slug: str) -> PhoneNoticesOut:
    """List what the household should see: words of its cooperatives, meetings, shares, papers that are missing."""
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        found = list_phone_notices(org_id=acting.org_id, slug=slug, today=vietnam_day(timezone.now()))
        notices = [PhoneNoticeOut(**vars(each)) for each in found]
        return PhoneNoticesOut(notices=notices)


@router.get("/o/{slug:slug}/phone/meetings", response=PhoneMeetingsOut, summary="List my meetings, for the phone")
def get_phone_meetings(request: HttpRequest, slug: str) -> PhoneMeetingsOut:
    """List the meetings to which a household is called, with its own way into those to come."""
    with acting_for_api(request, slug=slug, may="own-share.read") as acting:
        found = list_phone_meetings(member_org_id=acting.org_id)
        return PhoneMeetingsOut(meetings=[_meeting(acting, each) for each in found])


def _meeting(acting: Acting, each: PhoneMeeting) -> PhoneMeetingOut:
    meeting = each.meeting
    return PhoneMeetingOut(
        id=meeting.id,
        cooperative_slug=each.cooperative_slug,
        cooperative=each.cooperative,
        title=meeting.title,
        starts_at=meeting.starts_at,
        place=meeting.place,
        status=meeting.status.value,
        status_label=meeting.status_label,
        is_over=each.is_over,
        agenda=list(each.agenda),
        votes_open=int(each.is_voting),
        link=reverse("governance:meet", args=[each.token]) if each.token else "",
        page=reverse("governance:own-meeting", args=[acting.org_slug, each.org_id, meeting.id]),
    )
