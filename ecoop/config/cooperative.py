"""What a cooperative's office sees first: its members, its capital, what is due, what runs wrong, what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.access.queries import Acting
from ecoop.config.declared_facts import list_facts
from ecoop.config.early_warnings import EarlyWarning, list_early_warnings
from ecoop.distribution.queries import YearTotal, find_last_shared
from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Dong
from ecoop.ledger.queries import find_books, list_periods, list_seals
from ecoop.members.calc import MemberType
from ecoop.members.queries import count_by_type_on, find_charter_capital
from ecoop.members.queries.holdings import sum_holdings
from ecoop.taxes.queries.calendar import CalendarLine
from ecoop.taxes.queries.cooperative_duties import list_cooperative_duties

# What is done every day: label, icon, page, arguments, permission.
QUICK: tuple[tuple[Any, str, str, str], ...] = (
    (_("Record a voucher"), "receipt", "vouchers:choose", "documents.record"),
    (_("Trade with a member"), "arrows-exchange", "members:dealing-new", "documents.record"),
    (_("New member"), "user-plus", "members:application-new", "members.manage"),
    (_("New asset"), "tractor", "assets:asset-new", "documents.record"),
)
# So many duties are shown; the rest stand in the calendar.
DUTIES_SHOWN = 3


@dataclass(frozen=True)
class People:
    """How many members there are, by type."""

    official: int
    associates: int

    @property
    def all(self) -> int:
        """Count everybody."""
        return self.official + self.associates


@dataclass(frozen=True)
class Capital:
    """Capital paid in, against the charter."""

    paid_in_vnd: Dong
    charter_vnd: Dong | None


@dataclass(frozen=True)
class CooperativeHome:
    """Everything on the home of a cooperative; a part that the person may not read is None."""

    people: People | None
    capital: Capital | None
    duties: Sequence[CalendarLine] | None
    months_open: Sequence[date]
    may_close: bool
    warnings: Sequence[EarlyWarning] | None
    last_shared: YearTotal | None
    sealed_on: date | None
    has_books: bool

    @property
    def is_new(self) -> bool:
        """Tell whether the cooperative only begins."""
        return not self.has_books or (self.people is not None and not self.people.all)

    @property
    def open_warnings(self) -> list[EarlyWarning]:
        """List the warnings that run."""
        return [each for each in self.warnings or () if each.is_open]

    @property
    def asked_warnings(self) -> list[EarlyWarning]:
        """List the warnings that need an answer first."""
        return [each for each in self.warnings or () if each.state == "ask"]


def get_cooperative_home(*, acting: Acting, today: date) -> CooperativeHome:
    """Get what a cooperative's office sees first, as far as this person may read it.

    Queries: those of `list_early_warnings` and `list_cooperative_duties`, and 9
    """
    org_id = acting.org_id
    reads_members = acting.may("members.read")
    return CooperativeHome(
        people=_people(org_id, today) if reads_members else None,
        capital=_capital(org_id, today) if reads_members else None,
        duties=_duties(org_id, today) if acting.may("tax.read") else None,
        months_open=_months_open(org_id, today) if acting.may("books.read") else (),
        may_close=acting.may("books.close"),
        warnings=_warnings(org_id, today) if reads_members else None,
        last_shared=find_last_shared(org_id=org_id) if acting.may("distribution.read") else None,
        sealed_on=_sealed_on(org_id) if acting.may("audit.read") else None,
        has_books=find_books(org_id=org_id) is not None,
    )


def _people(org_id: UUID, today: date) -> People:
    counts: Mapping[MemberType, int] = count_by_type_on(org_id=org_id, day=today)
    official = counts.get(MemberType.OFFICIAL, 0)
    return People(official, sum(counts.values()) - official)


def _capital(org_id: UUID, today: date) -> Capital:
    totals = sum_holdings(org_id=org_id, day=today)
    return Capital(totals.held_vnd, find_charter_capital(org_id=org_id, day=today))


def _duties(org_id: UUID, today: date) -> list[CalendarLine]:
    lines = list_cooperative_duties(org_id=org_id, today=today)
    return [line for line in lines if line.is_next][:DUTIES_SHOWN]


def _months_open(org_id: UUID, today: date) -> list[date]:
    """List the months that are over and not closed, the earliest first."""
    periods = list_periods(org_id=org_id, today=today)
    return sorted(each.month for each in periods if each.month < month_start(today) and not each.is_closed)


def _sealed_on(org_id: UUID) -> date | None:
    seals = list_seals(org_id=org_id)
    return seals[-1].day if seals else None


def _warnings(org_id: UUID, today: date) -> list[EarlyWarning]:
    return list_early_warnings(org_id=org_id, today=today, facts=list_facts(org_id=org_id, day=today))
