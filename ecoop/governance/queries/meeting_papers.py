"""The papers kept with meetings: the list, one of them, and all meetings with theirs as the archive wants."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.governance.calc.meetings import PAPER_WORDS, MeetingPaperKind
from ecoop.governance.errors.meetings import PaperUnknown
from ecoop.governance.models import MeetingPaper


@dataclass(frozen=True)
class PaperFacts:
    """A paper kept with a meeting."""

    id: UUID
    meeting_id: UUID
    kind: MeetingPaperKind
    title: str
    is_for_members: bool
    name: str
    media_type: str
    sha256: str
    size_bytes: int
    recorded_at: datetime

    @property
    def kind_label(self) -> str:
        """Name what it is in the active language."""
        return str(PAPER_WORDS[self.kind])


def list_meeting_papers(*, org_id: UUID, meeting_id: UUID) -> list[PaperFacts]:
    """List the papers of a meeting in the order in which they came; members see those laid before them.

    Law:     L17 Art. 12
    Queries: 1
    """
    rows = MeetingPaper.objects.filter(org_id=org_id, meeting_id=meeting_id).defer("content")
    return [
        PaperFacts(
            id=row.id,
            meeting_id=row.meeting_id,
            kind=MeetingPaperKind(row.kind),
            title=row.title,
            is_for_members=row.is_for_members,
            name=row.name,
            media_type=row.media_type,
            sha256=row.sha256,
            size_bytes=row.size_bytes,
            recorded_at=row.recorded_at,
        )
        for row in rows.order_by("recorded_at", "id")
    ]


def get_meeting_paper(*, org_id: UUID, meeting_id: UUID, paper_id: UUID) -> tuple[str, str, bytes]:
    """Get the file of a paper: its name, its kind, its bytes.

    Raises:  PaperUnknown
    Queries: 1
    """
    row = MeetingPaper.objects.filter(org_id=org_id, meeting_id=meeting_id, id=paper_id).first()
    if row is None:
        raise PaperUnknown
    return row.name, row.media_type, bytes(row.content)
