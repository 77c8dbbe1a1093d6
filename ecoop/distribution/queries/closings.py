"""Which closing of a year stands."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from ecoop.distribution.models import YearClosing, YearClosingUndoing


def find_closing(*, org_id: UUID, year: int) -> YearClosing | None:
    """Find the closing of a year that stands; one that was undone does not.

    Queries: 1
    """
    undone = YearClosingUndoing.objects.filter(org_id=org_id, closing_id=OuterRef("id"))
    return YearClosing.objects.filter(~Exists(undone), org_id=org_id, year=year).order_by("-number").first()
