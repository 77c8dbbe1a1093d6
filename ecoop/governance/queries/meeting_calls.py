"""Meetings as they stand: one, the list, the agenda, motions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ecoop.governance.calc.meetings import (
    Asker,
    Convener,
    MeetingKind,
    MeetingMode,
    Step,
    status_of,
)
from ecoop.governance.errors.meetings import AgendaItemUnknown, MeetingUnknown
from ecoop.governance.errors.votes import MotionUnknown
from ecoop.governance.models import AgendaItem, Meeting, MeetingStep, MinutesSigning, Motion, Withdrawal
from ecoop.governance.queries.meeting_facts import AgendaFacts, MeetingFacts, MotionFacts, SigningFacts, StepFacts
from ecoop.resolutions.calc import Majority


def get_meeting(*, org_id: UUID, meeting_id: UUID) -> MeetingFacts:
    """Get a meeting.

    Raises:  MeetingUnknown
    Queries: 3
    """
    found = _facts(org_id, Meeting.objects.filter(org_id=org_id, id=meeting_id))
    if not found:
        raise MeetingUnknown
    return found[0]


def list_meetings(*, org_id: UUID, before_at: datetime | None = None, limit: int = 100) -> list[MeetingFacts]:
    """List meetings, the newest first.

    Queries: 3
    """
    rows = Meeting.objects.filter(org_id=org_id).order_by("-starts_at", "-id")
    if before_at is not None:
        rows = rows.filter(starts_at__lt=before_at)
    return _facts(org_id, rows[:limit])


def list_calls(*, org_id: UUID, meeting: MeetingFacts) -> list[MeetingFacts]:
    """List the calls of the same meeting, the first one first.

    Queries: 3
    """
    first = meeting.first_id or meeting.id
    rows = Meeting.objects.filter(Q(id=first) | Q(first_id=first), org_id=org_id)
    return _facts(org_id, rows.order_by("convening"))


def list_agenda(*, org_id: UUID, meeting_id: UUID) -> list[AgendaFacts]:
    """List the agenda of a meeting with its motions, without what was taken back.

    Queries: 2
    """
    motions = list_motions(org_id=org_id, meeting_id=meeting_id)
    rows = AgendaItem.objects.filter(org_id=org_id, meeting_id=meeting_id).exclude(_withdrawn("agenda_item_id"))
    return [
        AgendaFacts(
            id=row.id,
            position=row.position,
            title=row.title,
            text=row.text,
            is_added=row.is_added,
            asked_on=row.asked_on,
            asking=row.asking,
            motions=tuple(each for each in motions if each.agenda_item_id == row.id),
        )
        for row in rows.order_by("position")
    ]


def get_agenda_item(*, org_id: UUID, meeting_id: UUID, item_id: UUID) -> AgendaFacts:
    """Get an item of the agenda.

    Raises:  AgendaItemUnknown
    Queries: 2
    """
    found = [each for each in list_agenda(org_id=org_id, meeting_id=meeting_id) if each.id == item_id]
    if not found:
        raise AgendaItemUnknown
    return found[0]


def list_motions(*, org_id: UUID, meeting_id: UUID) -> list[MotionFacts]:
    """List what is put to the vote in a meeting, without what was taken back.

    Queries: 1
    """
    rows = Motion.objects.filter(org_id=org_id, meeting_id=meeting_id).exclude(_withdrawn("motion_id"))
    return [_motion(row) for row in rows.order_by("position")]


def get_motion(*, org_id: UUID, motion_id: UUID) -> MotionFacts:
    """Get a motion that was not taken back.

    Raises:  MotionUnknown
    Queries: 1
    """
    row = Motion.objects.filter(org_id=org_id, id=motion_id).exclude(_withdrawn("motion_id")).first()
    if row is None:
        raise MotionUnknown
    return _motion(row)


def _withdrawn(column: str) -> Exists:
    return Exists(Withdrawal.objects.filter(org_id=OuterRef("org_id"), **{column: OuterRef("id")}))


def _motion(row: Motion) -> MotionFacts:
    return MotionFacts(
        id=row.id,
        meeting_id=row.meeting_id,
        agenda_item_id=row.agenda_item_id,
        position=row.position,
        title=row.title,
        text=row.text,
        matter=row.matter,
        parameters=row.parameters,
        majority=Majority(row.majority),
        is_secret=row.is_secret,
        is_election=row.is_election,
        options=row.options,
        seats=row.seats,
    )


def _facts(org_id: UUID, rows: Any) -> list[MeetingFacts]:
    meetings = list(rows)
    ids = [row.id for row in meetings]
    steps: dict[UUID, dict[Step, StepFacts]] = {}
    for row in MeetingStep.objects.filter(org_id=org_id, meeting_id__in=ids):
        steps.setdefault(row.meeting_id, {})[Step(row.step)] = StepFacts(row.at, row.text, row.chair, row.secretary)
    signings = {row.meeting_id: row for row in MinutesSigning.objects.filter(org_id=org_id, meeting_id__in=ids)}
    return [_meeting(row, steps.get(row.id, {}), signings.get(row.id)) for row in meetings]


def _meeting(row: Meeting, steps: Mapping[Step, StepFacts], signing: MinutesSigning | None) -> MeetingFacts:
    return MeetingFacts(
        id=row.id,
        org_id=row.org_id,
        kind=MeetingKind(row.kind),
        title=row.title,
        year=row.year,
        convened_by=Convener(row.convened_by),
        convener=row.convener,
        called_on=row.called_on,
        asked_by=Asker(row.asked_by) if row.asked_by else None,
        asked_on=row.asked_on,
        asking=row.asking,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        link=row.link,
        mode=MeetingMode(row.mode),
        convening=row.convening,
        first_id=row.first_id,
        is_of_delegates=row.is_of_delegates,
        status=status_of(steps=steps, is_signed=signing is not None),
        steps=steps,
        signing=_signing(signing) if signing else None,
    )


def _signing(row: MinutesSigning) -> SigningFacts:
    return SigningFacts(
        signed_on=row.signed_on,
        is_signed_by_chair=row.is_signed_by_chair,
        is_signed_by_secretary=row.is_signed_by_secretary,
        refusal=row.refusal,
        attendees_signed=row.attendees_signed,
        attended=row.attended,
        paper_id=row.paper_id,
    )
