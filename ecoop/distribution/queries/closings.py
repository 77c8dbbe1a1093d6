"""Which closing, decision and sharing of a year stand; what was undone does not."""

from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, QuerySet

from ecoop.distribution.calc import UNDIVIDED
from ecoop.distribution.models import (
    MemberShare,
    YearClosing,
    YearClosingUndoing,
    YearDecision,
    YearDecisionUndoing,
    YearSharing,
    YearSharingUndoing,
)

# Under which kinds the entries of a sharing stand in the books.
FUND, SHARE = "distribution.fund", "distribution.share"


def find_closing(*, org_id: UUID, year: int) -> YearClosing | None:
    """Find the closing of a year that stands; one that was undone does not.

    Queries: 1
    """
    undone = YearClosingUndoing.objects.filter(org_id=org_id, closing_id=OuterRef("id"))
    return YearClosing.objects.filter(~Exists(undone), org_id=org_id, year=year).order_by("-number").first()


def find_decision(*, org_id: UUID, year: int) -> YearDecision | None:
    """Find the decision on a year that stands; one whose resolution was annulled does not.

    Queries: 1
    """
    undone = YearDecisionUndoing.objects.filter(org_id=org_id, decision_id=OuterRef("id"))
    return YearDecision.objects.filter(~Exists(undone), org_id=org_id, year=year).order_by("-number").first()


def find_sharing(*, org_id: UUID, year: int) -> YearSharing | None:
    """Find the sharing of a year that stands; one that was taken back does not.

    Queries: 1
    """
    return standing_sharings().filter(org_id=org_id, year=year).order_by("-number").first()


def list_sharing_documents(*, org_id: UUID, decision_id: UUID) -> dict[str, list[UUID]]:
    """List by kind the documents under which the sharing of a decision was posted.

    The ids of the funds follow from the sharing's, as they did when they were posted.

    Queries: 3
    """
    sharing = YearSharing.objects.filter(org_id=org_id, decision_id=decision_id).first()
    if sharing is None:
        return {}
    decision = YearDecision.objects.get(org_id=org_id, id=decision_id)
    funds = [UNDIVIDED, *(f"other_{at}" for at, _row in enumerate(decision.other_funds, start=1))]
    shares = MemberShare.objects.filter(org_id=org_id, sharing_id=sharing.id)
    return {
        FUND: [uuid5(sharing.id, code) for code in funds],
        SHARE: list(shares.values_list("id", flat=True)),
    }


def standing_sharings() -> QuerySet[YearSharing]:
    """Give the sharings that nobody took back, to filter on.

    Queries: 0
    """
    undone = YearSharingUndoing.objects.filter(org_id=OuterRef("org_id"), sharing_id=OuterRef("id"))
    return YearSharing.objects.filter(~Exists(undone))
