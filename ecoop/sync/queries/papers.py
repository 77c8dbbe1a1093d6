"""Reads of photos that phones took."""

from uuid import UUID

from ecoop.sync.errors import PaperNotFound
from ecoop.sync.models import Paper


def get_paper(*, org_id: UUID, paper_id: UUID) -> tuple[str, str, bytes]:
    """Get a photo: its name, what it is, and its bytes.

    Raises:  PaperNotFound
    Queries: 1
    """
    row = Paper.objects.filter(org_id=org_id, id=paper_id).values_list("media_type", "content").first()
    if row is None:
        raise PaperNotFound()
    return str(paper_id), row[0], bytes(row[1])
