"""What a household should see of its cooperatives and its papers: one list of notices for its phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from ecoop.distribution.queries.own_year_totals import list_own_year_totals
from ecoop.governance.queries.phone_meetings import list_phone_meetings
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.kernel.dong import format_dong
from ecoop.kernel.written import VIETNAM
from ecoop.members.queries import list_disclosures, list_memberships_of
from ecoop.members.queries.joining import ADMITTED, WAITING, OwnApplication, list_own_applications
from ecoop.members.queries.notices import list_notices_for
from ecoop.parties.queries import find_identity, list_organisations
from ecoop.trade.queries import count_missing_papers

SHOWN = 50
# Papers that were posted long ago are read at a desk.
KEPT = timedelta(days=180)
COOP, MEETINGS, RECORD, IDENTITY = "#/coop", "#/meetings", "#/record", "#/identity"
NEWEST_A_COOPERATIVE = 20


@dataclass(frozen=True)
class PhoneNotice:
    """One thing to see or to do: what kind, since when, from whom, in words, and where it leads."""

    id: UUID
    kind: str
    on: date
    from_name: str
    title: str
    text: str = ""
    screen: str = ""
    url: str = ""
    is_to_do: bool = False
    at: datetime | None = None


def list_phone_notices(*, org_id: UUID, slug: str, today: date) -> list[PhoneNotice]:
    """List what a household should see, the newest first; an id stays the same as long as the thing does.

    Queries: 12, 4 and those of meetings for each cooperative
    """
    found = [
        *_told(org_id, today),
        *_meetings(org_id),
        *_disclosed(org_id, slug, today),
        *_shared(org_id),
        *_applied(org_id),
        *_papers(org_id, today),
        *_identity(org_id, slug, today),
    ]
    since = today - KEPT
    kept = [each for each in found if each.is_to_do or each.on >= since]
    return sorted(kept, key=lambda each: (each.on, each.id), reverse=True)[:SHOWN]


def _told(org_id: UUID, today: date) -> Iterator[PhoneNotice]:
    for line in list_notices_for(member_org_id=org_id, today=today):
        on = vietnam_day(line.posted_at)
        yield PhoneNotice(line.id, "notice", on, line.org_name, line.title, line.text, COOP, at=line.posted_at)


def _meetings(org_id: UUID) -> Iterator[PhoneNotice]:
    for each in list_phone_meetings(member_org_id=org_id):
        meeting = each.meeting
        begins = meeting.starts_at.astimezone(VIETNAM)
        facts = {"day": format_day(begins.date()), "hour": begins.strftime("%H:%M"), "place": meeting.place}
        yield PhoneNotice(
            id=meeting.id,
            kind="vote" if each.is_voting else "meeting",
            on=vietnam_day(each.noticed_at),
            from_name=each.cooperative,
            title=meeting.title,
            text=_("{day}, {hour}, {place}").format(**facts) if not each.is_over else meeting.status_label,
            screen=MEETINGS,
            is_to_do=not each.is_over,
            at=each.noticed_at,
        )


def _disclosed(org_id: UUID, slug: str, today: date) -> Iterator[PhoneNotice]:
    for member in list_memberships_of(member_org_id=org_id):
        url = reverse("members:own-disclosures", args=[slug, member.org_id])
        for line in list_disclosures(org_id=member.org_id)[:NEWEST_A_COOPERATIVE]:
            yield PhoneNotice(line.id, "disclosure", line.posted_on, member.org.name, line.title, line.label, COOP, url)


def _shared(org_id: UUID) -> Iterator[PhoneNotice]:
    totals = list_own_year_totals(member_org_id=org_id)
    names = {each.id: each.name for each in list_organisations(org_ids={total.org_id for total in totals})}
    for total in totals:
        if total.undone_on is None:
            facts = {"amount": format_dong(total.total_vnd), "year": total.year}
            yield PhoneNotice(
                id=total.share_id,
                kind="share",
                on=total.decided_on,
                from_name=names.get(total.org_id, ""),
                title=_("Your share of {year}: {amount}").format(**facts),
                text=total.resolution,
                screen=COOP,
            )


def _applied(org_id: UUID) -> Iterator[PhoneNotice]:
    for each in list_own_applications(member_org_id=org_id):
        is_open = each.state == WAITING
        yield PhoneNotice(
            id=uuid5(each.id, each.state),
            kind="application",
            on=each.decided_on or each.applied_on,
            from_name=each.cooperative,
            title=_("Your application for membership: {state}").format(state=each.state_label),
            text="" if is_open else _said_after(each),
            screen=COOP,
        )


def _said_after(application: OwnApplication) -> str:
    if application.state != ADMITTED:
        return ""
    number = _("Your member number: {number}.").format(number=application.member_number)
    return "\n".join(
        (number, _("You may now let the cooperative keep your books. You decide, and may take them back."))
    )


def _papers(org_id: UUID, today: date) -> Iterator[PhoneNotice]:
    missing = count_missing_papers(org_ids=[org_id], year=today.year).get(org_id, 0)
    if missing:
        yield PhoneNotice(
            id=uuid5(org_id, f"papers {today.year}"),
            kind="papers",
            on=today,
            from_name="",
            title=_("Costs without a paper: {count}").format(count=missing),
            text=_("Without an invoice they do not lower the income that is taxed. Ask the seller for one."),
            screen=RECORD,
            is_to_do=True,
        )


def _identity(org_id: UUID, slug: str, today: date) -> Iterator[PhoneNotice]:
    known = find_identity(org_id=org_id)
    if known is None or not known.tax_code:
        yield PhoneNotice(
            id=uuid5(org_id, "tax code"),
            kind="identity",
            on=today,
            from_name="",
            title=_("Your tax code is not written down yet"),
            text=_("A return needs it: for a household it is the owner's personal number."),
            screen=IDENTITY,
            url=reverse("access:identity", args=[slug]),
            is_to_do=True,
        )
