"""Lists that pay shares and their lines: what is paid, what waits, what came back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Sum
from django.utils.translation import gettext_lazy as _

from ecoop.distribution.calc.paying import PaidBy
from ecoop.distribution.errors import PaymentListUnknown, PaymentUnknown
from ecoop.distribution.models import PaymentConfirmation, PaymentList, PaymentUndoing, SharePayment
from ecoop.distribution.queries.open_shares import standing_payments
from ecoop.distribution.queries.withholding import GROUND_WORDS
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_entry_labels
from ecoop.members.queries import list_members_on

LINES_SHOWN = 200
MEANS_WORDS: Mapping[str, Any] = {PaidBy.CASH.value: _("cash"), PaidBy.BANK.value: _("bank")}
STATE_WORDS: Mapping[str, Any] = {
    "waiting": _("waiting"),
    "paid": _("paid"),
    "struck": _("struck off"),
    "returned": _("returned by the bank"),
}
STATE_TONES = {"waiting": "yellow", "paid": "green", "struck": "gray", "returned": "red"}
# The document of a payment in the books.
PAYMENT = "distribution.payment"


@dataclass(frozen=True)
class PaymentLine:
    """One line of a list: who gets what, the tax held back, where it goes, what came of it."""

    id: UUID
    list_id: UUID
    list_number: int
    means: str
    pays_on: date
    position: int
    member_id: UUID
    number: str
    name: str
    gross_vnd: Dong
    base_vnd: Dong
    rate: Decimal
    pit_vnd: Dong
    ground: str
    bank_bin: str
    bank_name: str
    account: str
    # In whose name the account stands; of a line without one, the member.
    holder: str
    reference: str
    state: str
    paid_on: date | None
    undone_on: date | None
    reason: str
    entry_label: str = ""

    @property
    def net_vnd(self) -> Dong:
        """Give what the member gets in hand."""
        return Dong(self.gross_vnd - self.pit_vnd)

    @property
    def is_standing(self) -> bool:
        """Tell whether the line pays, or has paid."""
        return self.state in ("waiting", "paid")

    @property
    def state_label(self) -> str:
        """Name the state in the active language."""
        return str(STATE_WORDS[self.state])

    @property
    def tone(self) -> str:
        """Give the colour of the state."""
        return STATE_TONES[self.state]

    @property
    def means_label(self) -> str:
        """Name the means in the active language."""
        return str(MEANS_WORDS[self.means])

    @property
    def ground_label(self) -> str:
        """Say why tax was held back, or not."""
        return str(GROUND_WORDS[self.ground])


@dataclass(frozen=True)
class ListFacts:
    """A list with its sums over the lines that stand, and how many of them are paid."""

    id: UUID
    year: int
    number: int
    means: str
    pays_on: date
    bank_bin: str
    bank_name: str
    account: str
    lines: int
    paid: int
    gross_vnd: Dong
    pit_vnd: Dong

    @property
    def net_vnd(self) -> Dong:
        """Give what the members get in hand."""
        return Dong(self.gross_vnd - self.pit_vnd)

    @property
    def waiting(self) -> int:
        """Count the lines that wait for their money."""
        return self.lines - self.paid

    @property
    def means_label(self) -> str:
        """Name the means in the active language."""
        return str(MEANS_WORDS[self.means])


def list_payment_lists(*, org_id: UUID, year: int) -> list[ListFacts]:
    """List the lists that pay the shares of a year, the newest first.

    Queries: 3
    """
    return _facts(list(PaymentList.objects.filter(org_id=org_id, year=year).order_by("-number")), org_id)


def get_payment_list(*, org_id: UUID, list_id: UUID) -> ListFacts:
    """Get one list with its sums.

    Raises: PaymentListUnknown
    Queries: 3
    """
    rows = list(PaymentList.objects.filter(org_id=org_id, id=list_id))
    if not rows:
        raise PaymentListUnknown()
    return _facts(rows, org_id)[0]


def list_payment_lines(
    *, org_id: UUID, list_id: UUID, after: int = 0, limit: int | None = LINES_SHOWN
) -> list[PaymentLine]:
    """List the lines of a list in their order, after a place.

    Queries: 9
    """
    rows = SharePayment.objects.filter(org_id=org_id, list_id=list_id, position__gt=after).order_by("position")
    return tell_payments(org_id=org_id, rows=list(rows[:limit]))


def list_payments_of(*, org_id: UUID, year: int, member_ids: Collection[UUID]) -> dict[UUID, list[PaymentLine]]:
    """List what members were paid of a year in its order, by member; also what came to nothing.

    What was paid of a sharing that was taken back counts towards the one that stands (ADR 0025).

    Queries: 9
    """
    rows = SharePayment.objects.filter(
        org_id=org_id, list__org_id=org_id, list__year=year, member_id__in=list(member_ids)
    )
    ordered = list(rows.order_by("list__number"))
    told = {line.id: line for line in tell_payments(org_id=org_id, rows=ordered)}
    found: dict[UUID, list[PaymentLine]] = {member_id: [] for member_id in member_ids}
    for row in ordered:
        found[row.member_id].append(told[row.id])
    return found


def get_payment(*, org_id: UUID, payment_id: UUID) -> PaymentLine:
    """Get one line.

    Raises: PaymentUnknown
    Queries: 9
    """
    rows = list(SharePayment.objects.filter(org_id=org_id, id=payment_id))
    if not rows:
        raise PaymentUnknown()
    return tell_payments(org_id=org_id, rows=rows)[0]


def tell_payments(*, org_id: UUID, rows: Sequence[SharePayment]) -> list[PaymentLine]:
    """Tell rows as lines, with their members and what came of each.

    Queries: 8
    """
    if not rows:
        return []
    ids = [row.id for row in rows]
    paid = dict(
        PaymentConfirmation.objects.filter(org_id=org_id, payment_id__in=ids).values_list("payment_id", "paid_on")
    )
    undone = {row.payment_id: row for row in PaymentUndoing.objects.filter(org_id=org_id, payment_id__in=ids)}
    labels = list_entry_labels(org_id=org_id, document_kind=PAYMENT, document_ids=list(paid))
    lists = {one.id: one for one in PaymentList.objects.filter(org_id=org_id, id__in={row.list_id for row in rows})}
    last_day = max(one.pays_on for one in lists.values())
    members = {
        line.id: line for line in list_members_on(org_id=org_id, day=last_day, ids=[row.member_id for row in rows])
    }
    return [
        _tell(
            row,
            lists[row.list_id],
            members[row.member_id],
            paid.get(row.id),
            undone.get(row.id),
            labels.get(row.id, ""),
        )
        for row in rows
    ]


def sum_paid(*, org_id: UUID, year: int) -> tuple[Dong, Dong]:
    """Sum what was paid of the shares of a year, before tax, and the tax held back of it.

    Queries: 1
    """
    paid = PaymentConfirmation.objects.filter(org_id=org_id).values("payment_id")
    found = (
        standing_payments(org_id=org_id)
        .filter(list__year=year, list__org_id=org_id, id__in=paid)
        .aggregate(gross_vnd=Sum("gross_vnd"), pit_vnd=Sum("pit_vnd"))
    )
    return Dong(int(found["gross_vnd"] or 0)), Dong(int(found["pit_vnd"] or 0))


def _facts(rows: list[PaymentList], org_id: UUID) -> list[ListFacts]:
    ids = [row.id for row in rows]
    standing = standing_payments(org_id=org_id).filter(list_id__in=ids)
    sums: dict[UUID, Mapping[str, Any]] = {
        row["list_id"]: row
        for row in standing.values("list_id").annotate(
            lines=Count("id"), gross_vnd=Sum("gross_vnd"), pit_vnd=Sum("pit_vnd")
        )
    }
    confirmed = PaymentConfirmation.objects.filter(org_id=org_id).values("payment_id")
    paid = dict(standing.filter(id__in=confirmed).values_list("list_id").annotate(count=Count(F("id"))))
    return [
        ListFacts(
            id=row.id,
            year=row.year,
            number=row.number,
            means=row.means,
            pays_on=row.pays_on,
            bank_bin=row.bank_bin,
            bank_name=row.bank_name,
            account=row.account,
            lines=sums.get(row.id, {}).get("lines", 0),
            paid=paid.get(row.id, 0),
            gross_vnd=Dong(int(sums.get(row.id, {}).get("gross_vnd") or 0)),
            pit_vnd=Dong(int(sums.get(row.id, {}).get("pit_vnd") or 0)),
        )
        for row in rows
    ]


def _tell(
    row: SharePayment, listed: PaymentList, member: Any, paid_on: date | None, undone: PaymentUndoing | None, label: str
) -> PaymentLine:
    return PaymentLine(
        id=row.id,
        list_id=row.list_id,
        list_number=listed.number,
        means=listed.means,
        pays_on=listed.pays_on,
        position=row.position,
        member_id=row.member_id,
        number=member.number,
        name=member.name,
        gross_vnd=Dong(row.gross_vnd),
        base_vnd=Dong(row.base_vnd),
        rate=row.rate,
        pit_vnd=Dong(row.pit_vnd),
        ground=row.ground,
        bank_bin=row.bank_bin,
        bank_name=row.bank_name,
        account=row.account,
        holder=row.holder or member.name,
        reference=row.reference,
        state=undone.way if undone else "paid" if paid_on else "waiting",
        paid_on=paid_on,
        undone_on=undone.undone_on if undone else None,
        reason=undone.reason if undone else "",
        entry_label=label,
    )
