"""Photos of bills: what each belongs to, or why it waits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ecoop.sync.calc.words import PaperFate

IMAGES = ("image/jpeg", "image/png")
_KB = 1024


@dataclass(frozen=True)
class PhotoFacts:
    """A photo that a phone took, and the document it belongs to; in the tray if its record was refused."""

    id: UUID
    media_type: str
    size: int
    person_name: str
    received_at: datetime
    document_kind: str = ""
    document_id: UUID | None = None
    how: str = ""
    reason: str = ""
    tray_id: UUID | None = None

    @property
    def is_image(self) -> bool:
        """Tell whether a browser may show it; a PDF is only handed out to be saved."""
        return self.media_type in IMAGES

    @property
    def is_waiting(self) -> bool:
        """Tell whether no document names it and nobody set it aside."""
        return self.document_id is None and not self.how

    @property
    def is_set_aside(self) -> bool:
        """Tell whether somebody set it aside."""
        return self.how == PaperFate.SET_ASIDE

    @property
    def size_kb(self) -> int:
        """Give its size as people read it."""
        return -(-self.size // _KB)
