"""What the pages of lending show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.finance.calc import Check, EventKind, Instalment, LoanState
from ecoop.finance.models import LendingDeclaration
from ecoop.finance.queries.applications import (
    ApplicationFacts,
    count_open_applications,
    list_applications,
)
from ecoop.finance.queries.conditions import Asked, check_lending, find_declaration
from ecoop.finance.queries.law import find_account, law_on, list_warnings
from ecoop.finance.queries.loans import LoanFacts, list_loans
from ecoop.finance.queries.pool import Frame, get_frame, sum_out
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries import list_trial_balance
from ecoop.members.queries import list_memberships_of
from ecoop.parties.queries import get_organisation


@dataclass(frozen=True)
class LoanLine:
    """A loan beside its state on a day."""

    loan: LoanFacts
    state: LoanState

    @property
    def tone(self) -> str:
        """Give the colour of its state."""
        if self.state.overdue_vnd:
            return "red"
        if not self.state.is_paid_out:
            return "yellow"
        return "gray" if self.state.is_settled else "green"

    @property
    def state_label(self) -> str:
        """Name its state in the active language."""
        if self.state.overdue_vnd:
            return _("{days} days overdue").format(days=self.state.days_overdue)
        if not self.state.is_paid_out:
            return _("signed, not paid out")
        return _("settled") if self.state.is_settled else _("in term")


@dataclass(frozen=True)
class PlanLine:
    """A part of a schedule: what of its principal has come, and whether it is late."""

    part: Instalment
    left_vnd: Dong
    is_late: bool

    @property
    def tone(self) -> str:
        """Give the colour of its state."""
        return "red" if self.is_late else "green" if not self.left_vnd else "gray"

    @property
    def label(self) -> str:
        """Name its state in the active language."""
        return _("late") if self.is_late else _("settled") if not self.left_vnd else _("to come")


@dataclass(frozen=True)
class LendingHome:
    """The first page of lending: the pool, what is late, the next parts due, the rules."""

    day: date
    frame: Frame
    declaration: LendingDeclaration | None
    open_applications: int
    late: tuple[LoanLine, ...]
    out_loans: int
    overdue_vnd: Dong
    interest_vnd: Dong
    provided_vnd: Dong
    in_books_vnd: Dong
    warnings: tuple[str, ...]

    @property
    def strays_vnd(self) -> Dong:
        """Give what the books hold on the account of loans beyond the loans written down here."""
        return Dong(self.in_books_vnd - self.frame.pool.used_vnd)


@dataclass(frozen=True)
class LoanPage:
    """One loan with its schedule, what happened, and the words of its dates."""

    line: LoanLine
    plan: tuple[PlanLine, ...]
    next_part: Instalment | None
    can_pledge: bool
    can_release: bool


@dataclass(frozen=True)
class OwnLending:
    """What a household sees of its loans in one cooperative."""

    org_id: UUID
    cooperative: str
    member_number: str
    applications: tuple[ApplicationFacts, ...]
    loans: tuple[LoanPage, ...]


def get_lending_home(*, org_id: UUID, day: date) -> LendingHome:
    """Get the first page of lending.

    Queries: about 40
    """
    frame = get_frame(org_id=org_id, day=day)
    lines = [line_of(loan=loan, day=day) for loan in list_loans(org_id=org_id)]
    out = [line for line in lines if line.state.is_paid_out and not line.state.is_settled]
    return LendingHome(
        day=day,
        frame=frame,
        declaration=find_declaration(org_id=org_id, day=day),
        open_applications=count_open_applications(org_id=org_id),
        late=tuple(line for line in out if line.state.overdue_vnd),
        out_loans=len(out),
        overdue_vnd=Dong(sum(line.state.overdue_vnd for line in out)),
        interest_vnd=Dong(sum(line.state.unpaid_interest_vnd for line in out)),
        provided_vnd=Dong(sum(line.state.provided_vnd for line in lines)),
        in_books_vnd=_in_books(org_id, day),
        warnings=tuple(list_warnings(day=day)),
    )


def list_loan_lines(*, org_id: UUID, day: date, only: str = "", words: str = "") -> list[LoanLine]:
    """List loans with their state: all, those out, late, settled or not paid out; by words of number or name.

    Queries: 10
    """
    lines = [line_of(loan=loan, day=day) for loan in list_loans(org_id=org_id)]
    wanted = words.strip().casefold()
    if wanted:
        lines = [line for line in lines if wanted in f"{line.loan.number} {line.loan.member_name}".casefold()]
    if only == "late":
        return [line for line in lines if line.state.overdue_vnd]
    if only == "out":
        return [line for line in lines if line.state.is_paid_out and not line.state.is_settled]
    if only == "settled":
        return [line for line in lines if line.state.is_settled]
    return lines


def line_of(*, loan: LoanFacts, day: date) -> LoanLine:
    """Put a loan beside its state.

    Queries: 0
    """
    return LoanLine(loan, loan.state_on(day=day))


def page_of(*, loan: LoanFacts, day: date) -> LoanPage:
    """Put a loan, its schedule and its state together.

    Queries: 0
    """
    line = line_of(loan=loan, day=day)
    plan = tuple(_plan_lines(loan, line.state))
    pledged = sum(1 for each in loan.happened if each.kind is EventKind.PLEDGED)
    released = sum(1 for each in loan.happened if each.kind is EventKind.RELEASED)
    return LoanPage(
        line=line,
        plan=plan,
        next_part=next((each.part for each in plan if each.left_vnd), None),
        can_pledge=bool(loan.collateral_vnd) and pledged == 0,
        can_release=pledged > released,
    )


def list_queue(*, org_id: UUID) -> tuple[list[ApplicationFacts], list[ApplicationFacts]]:
    """List applications: those that wait, then those decided, the newest 200.

    Queries: 5
    """
    found = list_applications(org_id=org_id, most=200)
    return [one for one in found if one.decision is None], [one for one in found if one.decision is not None]


def list_own_lending(*, member_org_id: UUID, day: date) -> list[OwnLending]:
    """List what a household has asked for and borrowed, cooperative by cooperative.

    Queries: 16 for each membership
    """
    return [
        OwnLending(
            org_id=member.org_id,
            cooperative=get_organisation(org_id=member.org_id).name,
            member_number=member.number,
            applications=tuple(list_applications(org_id=member.org_id)),
            loans=tuple(page_of(loan=loan, day=day) for loan in list_loans(org_id=member.org_id)),
        )
        for member in list_memberships_of(member_org_id=member_org_id)
    ]


def list_checks_of(*, org_id: UUID, application: ApplicationFacts, day: date) -> tuple[tuple[Check, ...], Decimal]:
    """Hold the rules against an application, and give the rate that the charter would have.

    Queries: about 40
    """
    asked = Asked(
        member_id=application.member_id,
        amount_vnd=application.amount_vnd,
        months=application.months,
        purpose=application.purpose,
        application_id=application.id,
    )
    found = check_lending(org_id=org_id, asked=asked, day=day)
    rate = found.frame.charter_rate(name="lending_rate_per_year")
    return found.checks, rate if rate is not None else Decimal(0)


def _plan_lines(loan: LoanFacts, state: LoanState) -> list[PlanLine]:
    """Let what is out reach back from the last part to the first: earlier parts are settled first."""
    left_vnd = int(state.principal_vnd)
    lines: list[PlanLine] = []
    for part in reversed(loan.plan.instalments if loan.plan else ()):
        of_it = min(left_vnd, part.principal_vnd)
        left_vnd -= of_it
        lines.append(PlanLine(part, Dong(of_it), bool(of_it) and part.due_on < state.day))
    return lines[::-1]


def _in_books(org_id: UUID, day: date) -> Dong:
    account = find_account(law=law_on(day=day), code="principal")
    lines: list[Any] = [
        line for line in list_trial_balance(org_id=org_id, from_on=day, until_on=day) if line.code == account
    ]
    return Dong(sum(line.opening_vnd + line.debit_vnd - line.credit_vnd for line in lines))


__all__ = [
    "LendingHome",
    "LoanLine",
    "LoanPage",
    "OwnLending",
    "PlanLine",
    "get_lending_home",
    "line_of",
    "list_checks_of",
    "list_loan_lines",
    "list_own_lending",
    "list_queue",
    "page_of",
    "sum_out",
]
