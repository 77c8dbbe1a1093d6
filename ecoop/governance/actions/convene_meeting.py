"""Call a meeting, and call it again when too few came."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.calc.calling import DELEGATES_FROM, Call, check_call, check_called_again, check_notice
from ecoop.governance.calc.meetings import Asker, Convener, MeetingKind, MeetingMode, Status
from ecoop.governance.errors.meetings import (
    CannotBeCalledAgain,
    DelegatesNotAllowed,
    MeetingEndsTooEarly,
    MeetingIsNowhere,
)
from ecoop.governance.models import AgendaItem, DelegateMandate, Meeting, Motion
from ecoop.governance.queries.bodies import get_governance_on
from ecoop.governance.queries.calling import get_notice_days
from ecoop.governance.queries.meetings import MeetingFacts, get_meeting, list_agenda, list_calls
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import MemberType
from ecoop.members.queries import count_by_type_on

MEETING = "meeting"
_LAST_CALL = 3


@dataclass(frozen=True)
class MeetingDraft:
    """A meeting somebody calls, with the titles of its agenda."""

    id: UUID
    kind: MeetingKind
    title: str
    convened_by: Convener
    convener: str
    called_on: date
    starts_at: datetime
    mode: MeetingMode = MeetingMode.IN_PERSON
    place: str = ""
    link: str = ""
    ends_at: datetime | None = None
    year: int | None = None
    asked_by: Asker | None = None
    asked_on: date | None = None
    asking: int = 0
    is_of_delegates: bool = False
    agenda: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgainDraft:
    """Another call of a meeting to which too few came: when and where, the rest is as before."""

    id: UUID
    called_on: date
    starts_at: datetime
    place: str = ""
    link: str = ""
    ends_at: datetime | None = None


@transaction.atomic
def convene_meeting(*, org_id: UUID, draft: MeetingDraft, by: UUID, now: datetime) -> UUID:
    """Call a meeting with its agenda; the same id twice is one meeting.

    Law:    L17 Arts 57, 59, 60
    Raises: MeetingIsNowhere, MeetingEndsTooEarly, DelegatesNotAllowed, and what `check_call` raises
    """
    if Meeting.objects.filter(org_id=org_id, id=draft.id).exists():
        return draft.id
    _check_place(draft)
    law, day = lawbook.on(draft.called_on), vietnam_day(draft.starts_at)
    officials = count_by_type_on(org_id=org_id, day=draft.called_on).get(MemberType.OFFICIAL, 0)
    call = Call(
        kind=draft.kind,
        convened_by=draft.convened_by,
        called_on=draft.called_on,
        starts_on=day,
        year=draft.year,
        asked_by=draft.asked_by,
        asked_on=draft.asked_on,
        asking=draft.asking,
    )
    check_call(
        call=call,
        officials=officials,
        governance=get_governance_on(org_id=org_id, day=draft.called_on),
        notice_days=get_notice_days(org_id=org_id, day=day),
        law=law,
    )
    least = law.whole(DELEGATES_FROM)
    if draft.is_of_delegates and (draft.kind is MeetingKind.BOARD or officials < least):
        raise DelegatesNotAllowed(law=law.cite(DELEGATES_FROM), officials=officials, least=least)
    _write(org_id, draft, None, 1, by, now)
    _write_agenda(org_id, draft.id, draft.agenda, by, now)
    return draft.id


@transaction.atomic
def convene_again(*, org_id: UUID, meeting_id: UUID, draft: AgainDraft, by: UUID, now: datetime) -> UUID:
    """Call a meeting a second or third time, with the same agenda, motions and delegates.

    Law:    L17 Art. 59, clause 7; Art. 65
    Raises: CannotBeCalledAgain, MeetingIsNowhere, and what `check_called_again` and `check_notice` raise
    """
    if Meeting.objects.filter(org_id=org_id, id=draft.id).exists():
        return draft.id
    before = get_meeting(org_id=org_id, meeting_id=meeting_id)
    calls = list_calls(org_id=org_id, meeting=before)
    if before.status is not Status.ADJOURNED or calls[-1].id != before.id or before.convening >= _LAST_CALL:
        raise CannotBeCalledAgain
    law, day = lawbook.on(draft.called_on), vietnam_day(draft.starts_at)
    check_called_again(
        kind=before.kind, convening=before.convening + 1, before_on=before.starts_on, starts_on=day, law=law
    )
    if before.kind is not MeetingKind.BOARD:
        days = get_notice_days(org_id=org_id, day=day)
        check_notice(sent_on=draft.called_on, starts_on=day, notice_days=days, law=law)
    again = _again(before, draft)
    _check_place(again)
    _write(org_id, again, before.first_id or before.id, before.convening + 1, by, now)
    _copy(org_id, before, draft.id, by, now)
    return draft.id


def _check_place(draft: MeetingDraft) -> None:
    is_placed = bool(draft.place.strip()) or draft.mode is MeetingMode.ONLINE
    is_linked = bool(draft.link.strip()) or draft.mode is MeetingMode.IN_PERSON
    if not (is_placed and is_linked):
        raise MeetingIsNowhere
    if draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        raise MeetingEndsTooEarly


def _again(before: MeetingFacts, draft: AgainDraft) -> MeetingDraft:
    return MeetingDraft(
        id=draft.id,
        kind=before.kind,
        title=before.title,
        convened_by=before.convened_by,
        convener=before.convener,
        called_on=draft.called_on,
        starts_at=draft.starts_at,
        mode=before.mode,
        place=draft.place or before.place,
        link=draft.link or before.link,
        ends_at=draft.ends_at,
        year=before.year,
        asked_by=before.asked_by,
        asked_on=before.asked_on,
        asking=before.asking,
        is_of_delegates=before.is_of_delegates,
    )


def _write(org_id: UUID, draft: MeetingDraft, first_id: UUID | None, convening: int, by: UUID, now: datetime) -> None:
    Meeting.objects.create(
        id=draft.id,
        org_id=org_id,
        kind=draft.kind.value,
        title=draft.title.strip(),
        year=draft.year,
        convened_by=draft.convened_by.value,
        convener=draft.convener.strip(),
        called_on=draft.called_on,
        asked_by=draft.asked_by.value if draft.asked_by else "",
        asked_on=draft.asked_on,
        asking=draft.asking,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        place=draft.place.strip(),
        link=draft.link.strip(),
        mode=draft.mode.value,
        convening=convening,
        first_id=first_id,
        is_of_delegates=draft.is_of_delegates,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.meeting.convene",
        object_kind=MEETING,
        object_id=draft.id,
        detail={"kind": draft.kind.value, "convening": convening},
        now=now,
    )


def _write_agenda(org_id: UUID, meeting_id: UUID, titles: Sequence[str], by: UUID, now: datetime) -> None:
    said = [title.strip() for title in titles if title.strip()]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            org_id=org_id,
            meeting_id=meeting_id,
            position=position,
            title=title[:300],
            recorded_by_id=by,
            recorded_at=now,
        )
        for position, title in enumerate(said, start=1)
    )


def _copy(org_id: UUID, before: MeetingFacts, meeting_id: UUID, by: UUID, now: datetime) -> None:
    stamp = {"org_id": org_id, "meeting_id": meeting_id, "recorded_by_id": by, "recorded_at": now}
    agenda = list_agenda(org_id=org_id, meeting_id=before.id)
    new_ids = {item.id: new_id() for item in agenda}
    AgendaItem.objects.bulk_create(
        AgendaItem(
            **stamp,
            id=new_ids[item.id],
            position=position,
            title=item.title,
            text=item.text,
            is_added=item.is_added,
            asked_on=item.asked_on,
            asking=item.asking,
        )
        for position, item in enumerate(agenda, start=1)
    )
    motions = [replace(motion, agenda_item_id=new_ids[item.id]) for item in agenda for motion in item.motions]
    Motion.objects.bulk_create(
        Motion(
            **stamp,
            agenda_item_id=motion.agenda_item_id,
            position=position,
            title=motion.title,
            text=motion.text,
            matter=motion.matter,
            parameters=motion.parameters,
            majority=motion.majority,
            is_secret=motion.is_secret,
            is_election=motion.is_election,
            options=motion.options,
            seats=motion.seats,
        )
        for position, motion in enumerate(motions, start=1)
    )
    rows = DelegateMandate.objects.filter(org_id=org_id, meeting_id=before.id)
    DelegateMandate.objects.bulk_create(
        (
            DelegateMandate(
                **stamp, delegate_id=row.delegate_id, for_member_id=row.for_member_id, member_org_id=row.member_org_id
            )
            for row in rows.iterator()
        ),
        batch_size=5000,
    )
