"""A sharing thought through before the meeting: what is free, what the law limits, who gains and who loses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from ecoop.distribution.calc import (
    Base,
    OtherFund,
    Sharing,
    SharingCharter,
    SharingRules,
    SideIncome,
    incomes_of,
)
from ecoop.distribution.calc.simulating import (
    KEYS,
    BasisTotals,
    Income,
    describe_choices,
    list_motions,
    pots_by_key,
    read_choices,
    simulate,
)
from ecoop.distribution.errors import BasisIsNotGathered, PlanUnknown
from ecoop.distribution.models import SharingPlan
from ecoop.distribution.queries.closing_page import get_charter_key
from ecoop.distribution.queries.closings import find_closing, find_sharing
from ecoop.distribution.queries.rules import get_sharing_charter, get_sharing_rules
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.statements import plan_period
from ecoop.members.queries import get_charter_on, list_members_on

CHARTER, LAST_YEAR = "charter", "last_year"
LINES_SHOWN = 100
_SQL_FILES = Path(__file__).parent.parent / "sql"
_SQL = (_SQL_FILES / "simulation.sql").read_text(encoding="utf-8")
_TOTALS = (_SQL_FILES / "basis_totals.sql").read_text(encoding="utf-8")
TYPICAL_FUNDS = "cooperative/typical-funds"
_FUND_RATE = "fund_rate."
CLASS_WORDS: Mapping[str, Any] = {
    "loses_much": _("lose more than 20 %"),
    "loses": _("lose 5 to 20 %"),
    "loses_little": _("lose up to 5 %"),
    "same": _("stay the same"),
    "gains_little": _("gain up to 5 %"),
    "gains": _("gain 5 to 20 %"),
    "gains_much": _("gain more than 20 %"),
    "new": _("had nothing and get something"),
}


@dataclass(frozen=True)
class Basis:
    """What was gathered, when, and what it comes to."""

    id: UUID
    gathered_at: datetime
    totals: BasisTotals


@dataclass(frozen=True)
class ChangeClass:
    """How many members change by so much, and what that comes to together."""

    code: str
    members: int
    change_vnd: Dong
    part: Decimal

    @property
    def label(self) -> str:
        """Name the class in the active language."""
        return str(CLASS_WORDS[self.code])


@dataclass(frozen=True)
class ChangeLine:
    """What one member would get, beside what the member is compared with."""

    place: int
    member_id: UUID
    number: str
    name: str
    before_vnd: Dong
    planned_vnd: Dong

    @property
    def change_vnd(self) -> Dong:
        """Give what the member gains, below nothing what is lost."""
        return Dong(self.planned_vnd - self.before_vnd)


@dataclass(frozen=True)
class Changes:
    """Who gains and who loses: classes, the ten who change most both ways, and a page of members."""

    classes: tuple[ChangeClass, ...]
    gains: tuple[ChangeLine, ...]
    losses: tuple[ChangeLine, ...]
    lines: tuple[ChangeLine, ...]
    next_start: int


@dataclass(frozen=True)
class Ground:
    """What a simulation of a year stands on: income, the charter's own plan, the law, what members brought."""

    org_id: UUID
    year: int
    form: str
    income: tuple[SideIncome, SideIncome]
    is_closed: bool
    charter: SharingCharter
    rules: SharingRules
    basis: Basis | None


@dataclass(frozen=True)
class Simulation:
    """A plan with its waterfall, and what it changes for the members."""

    sharing: Sharing
    changes: Changes
    compared_with: str


def get_ground(*, org_id: UUID, year: int) -> Ground:
    """Get what a simulation of a year stands on; where the year is open, its income is what the books hold so far.

    Raises: CharterIsSilent
    Queries: 8
    """
    day = date(year, 12, 31)
    closing = find_closing(org_id=org_id, year=year)
    if closing:
        sides = (
            SideIncome(Dong(closing.internal_pre_tax_vnd), Dong(closing.internal_after_tax_vnd)),
            SideIncome(Dong(closing.external_pre_tax_vnd), Dong(closing.external_after_tax_vnd)),
        )
    else:
        key = get_charter_key(org_id=org_id, day=day)
        plan = plan_period(org_id=org_id, starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1), key=key)
        sides = incomes_of(plan=plan)
    form, charter = get_sharing_charter(org_id=org_id, day=day, other_funds=list_charter_funds(org_id=org_id, day=day))
    return Ground(
        org_id=org_id,
        year=year,
        form=form,
        income=sides,
        is_closed=closing is not None and not closing.is_trial,
        charter=charter,
        rules=get_sharing_rules(law=lawbook.on(day), form=form),
        basis=find_basis(org_id=org_id, year=year),
    )


def list_charter_funds(*, org_id: UUID, day: date) -> tuple[OtherFund, ...]:
    """List the other funds that the charter names with their rates, in the words of the table of typical funds.

    Queries: 1
    """
    charter = get_charter_on(org_id=org_id, day=day)
    names = {
        row["code"]: str(row["label_vi"]).capitalize() for row in lawbook.on(day).table("cooperative/typical-funds")
    }
    found = {code: charter[f"{_FUND_RATE}{code}"].value for code in names if f"{_FUND_RATE}{code}" in charter}
    return tuple(OtherFund(names[code], Decimal(rate)) for code, rate in found.items() if Decimal(rate))


def find_basis(*, org_id: UUID, year: int) -> Basis | None:
    """Find what was gathered last of a year.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"org_id": org_id, "year": year})
        row = cursor.fetchone()
    if row is None:
        return None
    basis_id, gathered_at, members, *sums = row
    return Basis(basis_id, gathered_at, BasisTotals(members, *(Dong(int(amount)) for amount in sums)))


def run_simulation(
    *, ground: Ground, charter: SharingCharter, losses_carried_vnd: Dong, against: str, start: int = 0
) -> Simulation:
    """Run a plan and say who gains and who loses beside the charter's own plan, or beside last year's shares.

    Raises:  BasisIsNotGathered, and whatever the plan breaks
    Queries: 6
    """
    if ground.basis is None:
        raise BasisIsNotGathered(year=ground.year)
    internal, external = ground.income
    totals, rules = ground.basis.totals, ground.rules
    planned = simulate(
        income=Income(internal, external, losses_carried_vnd), charter=charter, totals=totals, rules=rules
    )
    last = find_sharing(org_id=ground.org_id, year=ground.year - 1) if against == LAST_YEAR else None
    if last is None:
        income = Income(internal, external, losses_carried_vnd)
        before = pots_by_key(sharing=simulate(income=income, charter=ground.charter, totals=totals, rules=rules))
    else:
        before = dict.fromkeys(KEYS, Dong(0))
    changes = _find_changes(
        ground, ground.basis, pots_by_key(sharing=planned), before, last.id if last else None, start
    )
    return Simulation(planned, changes, LAST_YEAR if last else CHARTER)


def _find_changes(
    ground: Ground,
    basis: Basis,
    planned: Mapping[str, Dong],
    before: Mapping[str, Dong],
    sharing_id: UUID | None,
    start: int,
) -> Changes:
    alls = {f"all_{key}": max(1, getattr(basis.totals, f"{key}_vnd")) for key in KEYS}
    wanted: dict[str, Any] = {"org_id": ground.org_id, "basis_id": basis.id, "sharing_id": sharing_id, "start": start}
    wanted |= {"most": LINES_SHOWN + 1, **planned, **alls, **{f"{key}_before": before[key] for key in KEYS}}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, wanted)
        rows = cursor.fetchall()
    ids = [row[2] for row in rows if row[2]]
    names = {line.id: line for line in list_members_on(org_id=ground.org_id, day=date(ground.year, 12, 31), ids=ids)}
    lines = {part: _lines(rows, part, names) for part in ("gain", "loss", "page")}
    more = len(lines["page"]) > LINES_SHOWN
    return Changes(
        classes=_classes(rows, basis.totals.members),
        gains=lines["gain"],
        losses=lines["loss"],
        lines=lines["page"][:LINES_SHOWN],
        next_start=lines["page"][LINES_SHOWN - 1].place if more else 0,
    )


def _lines(rows: list[Any], part: str, names: Mapping[UUID, Any]) -> tuple[ChangeLine, ...]:
    return tuple(
        ChangeLine(place, member_id, names[member_id].number, names[member_id].name, Dong(before), Dong(planned))
        for which, _class, member_id, place, before, planned in rows
        if which == part and member_id in names
    )


def _classes(rows: list[Any], members: int) -> tuple[ChangeClass, ...]:
    found = {name: (count, change) for part, name, _member, count, _before, change in rows if part == "class"}
    classes = []
    for name in CLASS_WORDS:
        count, change_vnd = found.get(name, (0, 0))
        if count:
            classes.append(ChangeClass(name, count, Dong(change_vnd), Decimal(count) / max(1, members)))
    return tuple(classes)


@dataclass(frozen=True)
class PlanFacts:
    """A kept plan, with what the meeting would have to resolve."""

    id: UUID
    year: int
    name: str
    saved_at: datetime
    choices: Mapping[str, Any]
    motions: tuple[Mapping[str, Any], ...]

    @property
    def charter(self) -> SharingCharter:
        """Give the choices as the waterfall takes them."""
        return read_charter(choices=self.choices)


def list_plans(*, org_id: UUID, year: int, charter: SharingCharter) -> list[PlanFacts]:
    """List the plans kept for a year, the newest first, with their motions beside the charter.

    Queries: 1
    """
    own = describe_choices(charter=charter, losses_carried_vnd=Dong(0))
    rows = SharingPlan.objects.filter(org_id=org_id, year=year).order_by("-recorded_at", "-id")
    return [
        PlanFacts(
            row.id,
            row.year,
            row.name,
            row.recorded_at,
            row.choices,
            tuple(list_motions(year=row.year, plan=row.choices, charter=own)),
        )
        for row in rows
    ]


def get_plan(*, org_id: UUID, plan_id: UUID) -> PlanFacts:
    """Get a kept plan, with the motions that would make it hold.

    Raises: PlanUnknown, CharterIsSilent
    Queries: 3
    """
    row = SharingPlan.objects.filter(org_id=org_id, id=plan_id).first()
    if row is None:
        raise PlanUnknown()
    day = date(row.year, 12, 31)
    _form, charter = get_sharing_charter(org_id=org_id, day=day, other_funds=())
    plans = list_plans(org_id=org_id, year=row.year, charter=charter)
    return next(plan for plan in plans if plan.id == plan_id)


def read_charter(*, choices: Mapping[str, Any]) -> SharingCharter:
    """Read the choices of a plan as the waterfall takes them.

    Queries: 0
    """
    read = read_choices(choices=choices)
    del read["losses_carried_vnd"]
    return SharingCharter(**{**read, "base": Base(read["base"])})
