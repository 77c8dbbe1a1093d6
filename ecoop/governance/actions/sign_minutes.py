"""Write notes into the minutes, and note how they were signed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.actions.record_step import check_status
from ecoop.governance.calc.calling import SIGNING, count_signing_needed
from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import RefusalNeedsReason, TooFewSigned
from ecoop.governance.models import MinutesNote, MinutesSigning
from ecoop.governance.queries.meetings import count_attended, get_agenda_item, get_meeting
from ecoop.lawbook import queries as lawbook


@dataclass(frozen=True)
class SigningDraft:
    """Who signed the minutes; where one of the two refused, why, and how many attendees signed."""

    signed_on: date
    is_signed_by_chair: bool
    is_signed_by_secretary: bool
    refusal: str = ""
    attendees_signed: int = 0
    paper_id: UUID | None = None


@transaction.atomic
def write_note(
    *, org_id: UUID, meeting_id: UUID, text: str, item_id: UUID | None, note_id: UUID, by: UUID, now: datetime
) -> UUID:
    """Write down what was said, to an item of the agenda or to the whole meeting; the same id twice is one note.

    Raises: MeetingUnknown, MeetingStepNotPossible, AgendaItemUnknown
    """
    if MinutesNote.objects.filter(org_id=org_id, id=note_id).exists():
        return note_id
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may={Status.OPEN, Status.CONCLUDED, Status.ADJOURNED})
    if item_id is not None:
        get_agenda_item(org_id=org_id, meeting_id=meeting_id, item_id=item_id)
    MinutesNote.objects.create(
        id=note_id,
        org_id=org_id,
        meeting_id=meeting_id,
        agenda_item_id=item_id,
        text=text.strip(),
        recorded_by_id=by,
        recorded_at=now,
    )
    return note_id


@transaction.atomic
def sign_minutes(*, org_id: UUID, meeting_id: UUID, signing: SigningDraft, by: UUID, now: datetime) -> None:
    """Note that the minutes are signed: by chair and secretary, or by more than half of those who attended.

    Law:    L17 Art. 57, clause 4
    Raises: MeetingUnknown, MeetingStepNotPossible, RefusalNeedsReason, TooFewSigned
    """
    lock_ballot(ballot_id=meeting_id)
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_status(meeting=meeting, may={Status.CONCLUDED})
    attended = count_attended(org_id=org_id, meeting_id=meeting_id)
    if not (signing.is_signed_by_chair and signing.is_signed_by_secretary):
        law = lawbook.on(meeting.starts_on)
        if not signing.refusal.strip():
            raise RefusalNeedsReason(law=law.cite(SIGNING))
        needed = count_signing_needed(attended=attended, law=law)
        if signing.attendees_signed < needed:
            raise TooFewSigned(law=law.cite(SIGNING), signed=signing.attendees_signed, needed=needed)
    MinutesSigning.objects.create(
        org_id=org_id,
        meeting_id=meeting_id,
        signed_on=signing.signed_on,
        is_signed_by_chair=signing.is_signed_by_chair,
        is_signed_by_secretary=signing.is_signed_by_secretary,
        refusal=signing.refusal.strip(),
        attendees_signed=signing.attendees_signed,
        attended=attended,
        paper_id=signing.paper_id,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.minutes.sign",
        object_kind="meeting",
        object_id=meeting_id,
        detail={},
        now=now,
    )
