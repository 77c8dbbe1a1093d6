"""Loans as they stand: contract, schedules, what happened, and the state on any day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.finance.calc import (
    EventKind,
    Happening,
    Instalment,
    LoanState,
    Plan,
    PlanKind,
    Rates,
    get_state,
    principal_due,
)
from ecoop.finance.errors import LoanNotFound
from ecoop.finance.models import Loan, LoanEvent, LoanInstalment, LoanPlan, LoanReversal
from ecoop.finance.queries.law import PURPOSE_WORDS, SCHEDULE_WORDS, get_rates
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.vouchers.queries.parties import name_parties

LOAN_EVENT = "finance.loan_event"
_FIRST = {EventKind.DISBURSED: 0, EventKind.ACCRUED: 1}
EVENT_WORDS: Mapping[str, Any] = {
    EventKind.DISBURSED: _("paid out"),
    EventKind.PLEDGED: _("collateral taken"),
    EventKind.ACCRUED: _("interest counted"),
    EventKind.REPAID: _("paid back"),
    EventKind.DOUBTED: _("interest doubtful from here on"),
    EventKind.DOUBT_ENDED: _("interest no longer doubtful"),
    EventKind.PROVIDED: _("set aside for loss"),
    EventKind.PROVISION_RELEASED: _("set aside no longer"),
    EventKind.WRITTEN_OFF: _("written off"),
    EventKind.RECOVERED: _("paid back after it was written off"),
    EventKind.RELEASED: _("collateral returned"),
}
PLAN_WORDS: Mapping[str, Any] = {
    PlanKind.FIRST: _("first schedule"),
    PlanKind.EXTENDED: _("longer term"),
    PlanKind.RESCHEDULED: _("other days"),
}


@dataclass(frozen=True)
class EventLine:
    """One thing that happened to a loan, and the entry it became."""

    id: UUID
    kind: EventKind
    on: date
    means: str
    amount_vnd: Dong
    principal_vnd: Dong
    interest_vnd: Dong
    overdue_vnd: Dong
    off_books_vnd: Dong
    paper: str
    text: str
    entry_label: str
    reversed_because: str
    is_taken_back: bool
    recorded_at: datetime

    @property
    def label(self) -> str:
        """Name what happened in the active language."""
        return str(EVENT_WORDS[self.kind])

    @property
    def happening(self) -> Happening:
        """Give what it means for what is out and what interest was counted."""
        return Happening(self.kind, self.on, self.principal_vnd, self.interest_vnd, self.off_books_vnd)


@dataclass(frozen=True)
class LoanFacts:
    """A loan: its contract, its schedules, what happened to it."""

    id: UUID
    org_id: UUID
    application_id: UUID
    member_id: UUID
    member_org_id: UUID | None
    member_name: str
    year: int
    serial: int
    signed_on: date
    signed_by: str
    amount_vnd: Dong
    months: int
    rate_per_year: Decimal
    overdue_ratio: Decimal
    order: str
    schedule: str
    purpose: str
    purpose_text: str
    collateral: str
    collateral_vnd: Dong
    plans: tuple[Plan, ...]
    events: tuple[EventLine, ...]

    @property
    def number(self) -> str:
        """Give the number as the paper bears it."""
        return write_loan_number(year=self.year, serial=self.serial)

    @property
    def purpose_label(self) -> str:
        """Name the purpose in the active language."""
        return str(PURPOSE_WORDS[self.purpose])

    @property
    def schedule_label(self) -> str:
        """Name how it comes back in the active language."""
        return str(SCHEDULE_WORDS[self.schedule])

    @property
    def rates(self) -> Rates:
        """Give the contract's rates."""
        return get_rates(per_year=self.rate_per_year, overdue_ratio=self.overdue_ratio, day=self.signed_on)

    @cached_property
    def happened(self) -> tuple[Happening, ...]:
        """Give what happened and was not taken back, in the order of days."""
        return tuple(event.happening for event in self.events if not event.is_taken_back)

    @property
    def paid_out_on(self) -> date | None:
        """Give the day on which the money went out, if it did."""
        return next((each.on for each in self.happened if each.kind is EventKind.DISBURSED), None)

    @property
    def left_vnd(self) -> Dong:
        """Give what of the contract has not been paid out."""
        paid_vnd = sum(each.principal_vnd for each in self.happened if each.kind is EventKind.DISBURSED)
        return Dong(self.amount_vnd - paid_vnd)

    @property
    def plan(self) -> Plan | None:
        """Give the schedule that holds now."""
        return self.plans[-1] if self.plans else None

    def state_on(self, *, day: date) -> LoanState:
        """Tell how the loan stands on a day."""
        return get_state(happened=self.happened, plans=self.plans, rates=self.rates, day=day)

    @property
    def lost_vnd(self) -> Dong:
        """Give what was written off and did not come back after all."""
        signs = {EventKind.WRITTEN_OFF: 1, EventKind.RECOVERED: -1}
        standing = (event for event in self.events if not event.is_taken_back)
        return Dong(sum(signs.get(event.kind, 0) * event.amount_vnd for event in standing))

    def principal_due_on(self, *, day: date) -> Dong:
        """Give the principal that is due by the end of a day."""
        return principal_due(happened=self.happened, plans=self.plans, day=day)


def write_loan_number(*, year: int, serial: int) -> str:
    """Write the number of a loan as its paper bears it.

    Queries: 0
    """
    return f"{serial:02d}/{year}/HĐ-CVNB"


def get_loan(*, org_id: UUID, loan_id: UUID) -> LoanFacts:
    """Get one loan.

    Raises:  LoanNotFound
    Queries: 10
    """
    found = list_loans(org_id=org_id, ids=[loan_id])
    if not found:
        raise LoanNotFound
    return found[0]


def list_loans(*, org_id: UUID, ids: Collection[UUID] | None = None, member_id: UUID | None = None) -> list[LoanFacts]:
    """List loans, the newest first; a household sees its own, because row security shows it no others.

    Queries: 10 for any number
    """
    rows = Loan.objects.filter(org_id=org_id).order_by("-year", "-number")
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    return _as_facts(org_id, list(rows))


def find_loan_of(*, org_id: UUID, application_id: UUID) -> LoanFacts | None:
    """Find the loan that an application became.

    Queries: 11
    """
    found = Loan.objects.filter(org_id=org_id, application_id=application_id).values_list("id", flat=True).first()
    return get_loan(org_id=org_id, loan_id=found) if found else None


def _as_facts(org_id: UUID, rows: list[Loan]) -> list[LoanFacts]:
    if not rows:
        return []
    ids = [row.id for row in rows]
    plans, events = _plans(org_id, ids), _events(org_id, ids)
    names = name_parties(org_id=org_id, ids=[row.member_id for row in rows])
    return [_facts(row, plans.get(row.id, ()), events.get(row.id, ()), names.get(row.member_id, "")) for row in rows]


def _facts(row: Loan, plans: Iterable[Plan], events: Iterable[EventLine], name: str) -> LoanFacts:
    return LoanFacts(
        id=row.id,
        org_id=row.org_id,
        application_id=row.application_id,
        member_id=row.member_id,
        member_org_id=row.member_org_id,
        member_name=name,
        year=row.year,
        serial=row.number,
        signed_on=row.signed_on,
        signed_by=row.signed_by,
        amount_vnd=Dong(row.amount_vnd),
        months=row.months,
        rate_per_year=row.rate_per_year,
        overdue_ratio=row.overdue_ratio,
        order=row.order,
        schedule=row.schedule,
        purpose=row.purpose,
        purpose_text=row.purpose_text,
        collateral=row.collateral,
        collateral_vnd=Dong(row.collateral_vnd),
        plans=tuple(plans),
        events=tuple(events),
    )


def _plans(org_id: UUID, ids: list[UUID]) -> dict[UUID, list[Plan]]:
    parts: dict[UUID, list[Instalment]] = {}
    lines = LoanInstalment.objects.filter(org_id=org_id, loan_id__in=ids).order_by("plan_id", "position")
    for line in lines:
        part = Instalment(line.position, line.due_on, Dong(line.principal_vnd), Dong(line.interest_vnd))
        parts.setdefault(line.plan_id, []).append(part)
    plans: dict[UUID, list[Plan]] = {}
    for row in LoanPlan.objects.filter(org_id=org_id, loan_id__in=ids).order_by("loan_id", "revision"):
        plan = Plan(row.revision, row.kind, row.starts_on, tuple(parts.get(row.id, ())), row.paper, row.reason)
        # A schedule of money that was taken back holds no more: the next first one begins anew.
        before = [] if row.kind == PlanKind.FIRST else plans.get(row.loan_id, [])
        plans[row.loan_id] = [*before, plan]
    return plans


def _events(org_id: UUID, ids: list[UUID]) -> dict[UUID, list[EventLine]]:
    rows = sorted(LoanEvent.objects.filter(org_id=org_id, loan_id__in=ids), key=_place)
    labels = list_entry_labels(org_id=org_id, document_kind=LOAN_EVENT, document_ids=[row.id for row in rows])
    told = dict(LoanReversal.objects.filter(org_id=org_id, loan_id__in=ids).values_list("event_id", "reason"))
    red = set(list_reversed_documents(org_id=org_id, document_kind=LOAN_EVENT))
    events: dict[UUID, list[EventLine]] = {}
    for row in rows:
        is_taken_back = row.id in told or row.id in red
        line = _event(row, labels.get(row.id, ""), told.get(row.id, ""), is_taken_back)
        events.setdefault(row.loan_id, []).append(line)
    return events


def _place(row: LoanEvent) -> tuple[Any, ...]:
    """Order events by day and moment; of one moment, money out comes first, then interest, then what it was for."""
    return row.happened_on, row.recorded_at, _FIRST.get(EventKind(row.kind), len(_FIRST)), row.id


def _event(row: LoanEvent, label: str, because: str, is_taken_back: bool) -> EventLine:
    return EventLine(
        id=row.id,
        kind=EventKind(row.kind),
        on=row.happened_on,
        means=row.means,
        amount_vnd=Dong(row.amount_vnd),
        principal_vnd=Dong(row.principal_vnd),
        interest_vnd=Dong(row.interest_vnd),
        overdue_vnd=Dong(row.overdue_vnd),
        off_books_vnd=Dong(row.off_books_vnd),
        paper=row.paper,
        text=row.text,
        entry_label=label,
        reversed_because=because,
        is_taken_back=is_taken_back,
        recorded_at=row.recorded_at,
    )
