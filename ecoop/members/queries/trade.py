"""Trade with members and with others, line by line and summed by member and by side."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import is_taken_back
from ecoop.members.calc import SUPPLIED, USED, DealingKind, Side, Worth
from ecoop.members.models import Agreement, Dealing, DealingReversal
from ecoop.members.queries.settling import DEALING

SIDE_WORDS: Mapping[str, Any] = {"internal": _("internal"), "external": _("external")}
KIND_WORDS: Mapping[str, Any] = {
    "goods": _("goods supplied"),
    "product": _("own products supplied"),
    "service": _("services supplied"),
    "lending": _("interest of an internal loan"),
    "other": _("other supply"),
    "purchase": _("bought by the cooperative"),
    "labour": _("labour"),
    "expense": _("management cost"),
}


@dataclass(frozen=True)
class DealingLine:
    """One line of trade as a person reads it."""

    id: UUID
    dealt_on: date
    side: str
    kind: str
    text: str
    value_vnd: Dong
    cost_vnd: Dong
    agreement_number: str

    @property
    def side_label(self) -> str:
        """Name the side in the active language."""
        return str(SIDE_WORDS[self.side])

    @property
    def kind_label(self) -> str:
        """Name the kind in the active language."""
        return str(KIND_WORDS[self.kind])


def list_dealings(
    *, org_id: UUID, starts_on: date, ends_before: date, member_id: UUID | None = None, most: int = 200
) -> list[DealingLine]:
    """List lines of trade in a period, the newest first; of one member if one is named.

    Queries: 1
    """
    rows = _dealings(org_id=org_id, starts_on=starts_on, ends_before=ends_before).order_by("-dealt_on", "-id")
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    # The agreement stands in the same organisation, so the join never leaves it.
    numbers = dict(Agreement.objects.filter(org_id=org_id).values_list("id", "number")) if rows else {}
    return [_line_of(row, numbers) for row in rows[:most]]


def list_counted_dealings(
    *, org_id: UUID, member_ids: Collection[UUID], starts_on: date, ends_before: date
) -> dict[UUID, list[DealingLine]]:
    """List what counts of members' trade in a period by member, the oldest first: what was taken back does not.

    A household sees the reversals of its own lines, and its cooperative the books as well.

    Queries: 2
    """
    gone = DealingReversal.objects.filter(org_id=org_id, dealing_id=OuterRef("id"))
    rows = _dealings(org_id=org_id, starts_on=starts_on, ends_before=ends_before).filter(
        ~is_taken_back(document_kind=DEALING), ~Exists(gone), member_id__in=list(member_ids)
    )
    numbers = dict(Agreement.objects.filter(org_id=org_id, member_id__in=list(member_ids)).values_list("id", "number"))
    found: dict[UUID, list[DealingLine]] = {member_id: [] for member_id in member_ids}
    for row in rows.order_by("dealt_on", "id"):
        if row.member_id:
            found[row.member_id].append(_line_of(row, numbers))
    return found


def sum_worth(*, org_id: UUID, starts_on: date, ends_before: date, member_id: UUID | None = None) -> dict[UUID, Worth]:
    """Sum what each member used and earned by work in a period: the basis of sharing; of one if one is named.

    What the books took back does not count.

    Law:    L17 Art. 4, clauses 9 and 10
    Queries: 1
    """
    dealings = _dealings(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
    if member_id is not None:
        dealings = dealings.filter(member_id=member_id)
    rows = (
        dealings.filter(~is_taken_back(document_kind=DEALING), member__isnull=False)
        .values_list("member_id")
        .annotate(
            use_vnd=Sum("value_vnd", filter=Q(kind__in=USED)),
            labour_vnd=Sum("value_vnd", filter=Q(kind=DealingKind.LABOUR)),
        )
    )
    return {member_id: Worth(Dong(int(use or 0)), Dong(int(labour or 0))) for member_id, use, labour in rows}


def sum_trade_by_side(*, org_id: UUID, starts_on: date, ends_before: date) -> dict[Side, tuple[Dong, Dong]]:
    """Sum revenue and cost of what the cooperative supplied, side by side.

    Law:    L17 Art. 4, clause 22; Art. 85
    Queries: 1
    """
    rows = (
        _dealings(org_id=org_id, starts_on=starts_on, ends_before=ends_before)
        .filter(~is_taken_back(document_kind=DEALING), kind__in=SUPPLIED)
        .values_list("side")
        .annotate(value_vnd=Sum("value_vnd"), cost_vnd=Sum("cost_vnd"))
    )
    found = {Side(side): (Dong(int(value)), Dong(int(cost))) for side, value, cost in rows}
    return {side: found.get(side, (Dong(0), Dong(0))) for side in Side}


def _line_of(row: Dealing, numbers: Mapping[UUID, str]) -> DealingLine:
    return DealingLine(
        row.id,
        row.dealt_on,
        row.side,
        row.kind,
        row.text,
        Dong(row.value_vnd),
        Dong(row.cost_vnd),
        numbers.get(row.agreement_id, "") if row.agreement_id else "",
    )


def _dealings(*, org_id: UUID, starts_on: date, ends_before: date) -> QuerySet[Dealing]:
    return Dealing.objects.filter(org_id=org_id, dealt_on__gte=starts_on, dealt_on__lt=ends_before)
