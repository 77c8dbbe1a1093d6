"""What was promised, what was paid on it, and the rights that follow on a day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.members.calc import Commitment, Paid, Settled, capital_ratio, rights_vnd, settle
from ecoop.members.models import CapitalCommitment, CapitalContribution, CapitalExtension
from ecoop.members.queries.holdings import CONTRIBUTION, sum_holdings, sum_paid_in
from ecoop.members.queries.register import find_charter_capital

GRACE = "cooperative/capital/register_reduction_within_days"


@dataclass(frozen=True)
class CapitalFacts:
    """The capital of a cooperative on a day: what the charter says, what was promised, what is paid."""

    charter_capital_vnd: Dong
    committed_vnd: Dong
    paid_in_vnd: Dong
    associates_vnd: Dong
    foreign_vnd: Dong


@dataclass(frozen=True)
class CommitmentLine:
    """A commitment with its member, what it promised, and what was paid on it."""

    member_id: UUID
    means: str
    what: str
    rests_on: str
    extension_days: int
    settled: Settled

    @property
    def is_done(self) -> bool:
        """Tell whether all of it was paid."""
        return self.settled.unpaid_vnd == 0


def list_commitments(
    *, org_id: UUID, day: date, ids: Collection[UUID] | None = None, paid_until_on: date | None = None
) -> list[CommitmentLine]:
    """List what members promised up to a day, with what was paid on it until then (or another day); of some if named.

    Law:    L17 Art. 74, clauses 4 and 7
    Queries: 5
    """
    rows = CapitalCommitment.objects.filter(org_id=org_id, committed_on__lte=day).order_by("due_on", "id")
    if ids is not None:
        rows = rows.filter(member_id__in=list(ids))
    kept = {row.id: row for row in rows}
    days = _extensions(org_id=org_id, ids=kept)
    by_member: dict[UUID, list[Commitment]] = defaultdict(list)
    for row in kept.values():
        due_on = row.due_on + timedelta(days=days.get(row.id, 0))
        by_member[row.member_id].append(Commitment(row.id, Dong(row.amount_vnd), row.committed_on, due_on))
    payments = _payments(org_id=org_id, day=paid_until_on or day, ids=by_member)
    grace = lawbook.on(day).whole(GRACE)
    lines = [
        (kept[one.commitment.id], one)
        for member_id, commitments in by_member.items()
        for one in settle(commitments=commitments, payments=payments[member_id], grace_days=grace)
    ]
    return [
        CommitmentLine(row.member_id, row.means, row.what, row.rests_on, days.get(row.id, 0), one) for row, one in lines
    ]


def list_settled(*, org_id: UUID, day: date, ids: Collection[UUID] | None = None) -> dict[UUID, tuple[Settled, ...]]:
    """List what was promised and paid by member.

    Queries: 5
    """
    found: dict[UUID, list[Settled]] = defaultdict(list)
    for line in list_commitments(org_id=org_id, day=day, ids=ids):
        found[line.member_id].append(line.settled)
    return {member_id: tuple(ones) for member_id, ones in found.items()}


def list_rights(*, org_id: UUID, day: date, ids: Collection[UUID] | None = None) -> dict[UUID, Dong]:
    """List the capital by which members have rights on a day.

    Law:    L17 Art. 74, clauses 4 and 6
    Queries: 6
    """
    held = sum_paid_in(org_id=org_id, day=day, ids=ids)
    settled = list_settled(org_id=org_id, day=day, ids=ids)
    return {
        member_id: rights_vnd(held_vnd=held.get(member_id, Dong(0)), settled=settled.get(member_id, ()), day=day)
        for member_id in {*held, *settled}
    }


def capital_ratio_on(*, org_id: UUID, day: date, ids: Collection[UUID] | None = None) -> dict[UUID, Decimal]:
    """Tell which part of the charter capital gives each member rights on a day: promised first, paid afterwards.

    Law:    L17 Art. 4, clause 23; Art. 74, clauses 4 and 6
    Queries: 7
    """
    rights = list_rights(org_id=org_id, day=day, ids=ids)
    whole_vnd = find_charter_capital(org_id=org_id, day=day) or Dong(sum(rights.values()))
    return {member_id: capital_ratio(held_vnd=vnd, charter_capital_vnd=whole_vnd) for member_id, vnd in rights.items()}


def capital_of(*, org_id: UUID, day: date) -> CapitalFacts:
    """Tell the capital of a cooperative on a day; what is promised counts until its deadline.

    Queries: 7
    """
    totals = sum_holdings(org_id=org_id, day=day)
    lines = list_commitments(org_id=org_id, day=day)
    promised = sum(line.settled.unpaid_vnd for line in lines if day <= line.settled.commitment.due_on)
    return CapitalFacts(
        charter_capital_vnd=find_charter_capital(org_id=org_id, day=day) or Dong(0),
        committed_vnd=Dong(totals.held_vnd + promised),
        paid_in_vnd=totals.held_vnd,
        associates_vnd=totals.associates_vnd,
        foreign_vnd=totals.foreign_vnd,
    )


def _extensions(*, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, int]:
    rows = CapitalExtension.objects.filter(org_id=org_id, commitment_id__in=list(ids)).values_list("commitment_id")
    return {commitment_id: int(days) for commitment_id, days in rows.annotate(total=Sum("days"))}


def _payments(*, org_id: UUID, day: date, ids: Collection[UUID]) -> dict[UUID, list[Paid]]:
    back = list_reversed_documents(org_id=org_id, document_kind=CONTRIBUTION)
    rows = CapitalContribution.objects.filter(org_id=org_id, member_id__in=list(ids), paid_on__lte=day).exclude(
        id__in=back
    )
    found: dict[UUID, list[Paid]] = defaultdict(list)
    for member_id, paid_on, amount_vnd in rows.order_by("paid_on", "id").values_list(
        "member_id", "paid_on", "amount_vnd"
    ):
        found[member_id].append(Paid(paid_on, Dong(amount_vnd)))
    return found


def list_open_promises(*, org_id: UUID, day: date) -> dict[UUID, int]:
    """List by member what was promised and may still be paid, whatever was paid since.

    Queries: 7
    """
    grace = timedelta(days=lawbook.on(day).whole(GRACE))
    rows = CapitalCommitment.objects.filter(org_id=org_id)
    ids = set(rows.filter(due_on__gte=day - grace).values_list("member_id", flat=True))
    ids |= set(CapitalExtension.objects.filter(org_id=org_id).values_list("member_id", flat=True))
    promises: dict[UUID, int] = defaultdict(int)
    for line in list_commitments(org_id=org_id, day=day, ids=ids, paid_until_on=date.max):
        if line.settled.unpaid_vnd and day <= line.settled.commitment.due_on + grace:
            promises[line.member_id] += line.settled.unpaid_vnd
    return dict(promises)
