"""What may come with an application for membership, and how its receipt is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.originals import read_media_type
from ecoop.members.errors import PaperNotAccepted

PAPERS_MAX = 5
PAPER_MB_MAX = 5
_MB = 1024 * 1024
TOO_LARGE = _("it is too large")
TOO_MANY = _("there are too many files")
UNKNOWN_KIND = _("it is neither a photo nor a PDF")
# Letters and digits that nobody takes for one another when a receipt is read out.
RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
RECEIPT_LENGTH = 8


@dataclass(frozen=True)
class PaperDraft:
    """A file that came with an application."""

    name: str
    content: bytes


def check_papers(*, papers: Sequence[PaperDraft]) -> None:
    """Refuse files that are too many, too large, or of a kind that is not taken.

    Raises: PaperNotAccepted
    """
    bounds: dict[str, Any] = {"most_mb": PAPER_MB_MAX, "most": PAPERS_MAX}
    for place, paper in enumerate(papers):
        if place >= PAPERS_MAX:
            raise PaperNotAccepted(name=paper.name, why=str(TOO_MANY), **bounds)
        if len(paper.content) > PAPER_MB_MAX * _MB:
            raise PaperNotAccepted(name=paper.name, why=str(TOO_LARGE), **bounds)
        if read_media_type(content=paper.content) is None:
            raise PaperNotAccepted(name=paper.name, why=str(UNKNOWN_KIND), **bounds)
