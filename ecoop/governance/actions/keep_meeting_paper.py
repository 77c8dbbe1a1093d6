"""Keep a paper with a meeting, byte for byte as it came."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.calc.meetings import MeetingPaperKind
from ecoop.governance.models import MeetingPaper
from ecoop.governance.queries.meetings import get_meeting
from ecoop.kernel.originals import read_media_type
from ecoop.members.calc import PaperDraft, check_papers


@dataclass(frozen=True)
class MeetingPaperDraft:
    """A photo or a PDF that belongs to a meeting."""

    id: UUID
    kind: MeetingPaperKind
    title: str
    paper: PaperDraft
    is_for_members: bool = False


@transaction.atomic
def keep_meeting_paper(*, org_id: UUID, meeting_id: UUID, draft: MeetingPaperDraft, by: UUID, now: datetime) -> UUID:
    """Keep a paper; the same bytes of the same kind again are the same paper.

    Law:    L17 Art. 12; Art. 61, clause 6
    Raises: MeetingUnknown, PaperNotAccepted
    Queries: 6
    """
    meeting = get_meeting(org_id=org_id, meeting_id=meeting_id)
    check_papers(papers=[draft.paper])
    sha256 = hashlib.sha256(draft.paper.content).hexdigest()
    same = MeetingPaper.objects.filter(org_id=org_id, meeting_id=meeting_id, kind=draft.kind.value, sha256=sha256)
    known = same.values_list("id", flat=True).first()
    if known is not None:
        return known
    MeetingPaper.objects.create(
        id=draft.id,
        org_id=org_id,
        meeting_id=meeting_id,
        kind=draft.kind.value,
        title=draft.title.strip(),
        is_for_members=draft.is_for_members and not meeting.is_of_board,
        name=draft.paper.name[-200:],
        media_type=read_media_type(content=draft.paper.content) or "",
        sha256=sha256,
        content=draft.paper.content,
        size_bytes=len(draft.paper.content),
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.meeting.keep-paper",
        object_kind="meeting",
        object_id=meeting_id,
        detail={"paper": str(draft.id), "kind": draft.kind.value},
        now=now,
    )
    return draft.id
