"""The calendar of a cooperative: what is due when, what became of it, and what its days rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law
from ecoop.ledger.queries.pairs import list_months_of_accounts
from ecoop.members.queries import list_capital_duties
from ecoop.parties.queries import get_organisation
from ecoop.taxes.calc.calendar import Duty
from ecoop.taxes.calc.cooperative.cit import SMALL
from ecoop.taxes.calc.cooperative.deadlines import days_of_returns, vat_frequency
from ecoop.taxes.calc.cooperative.duties import CapitalDay, DutyFacts, fiscal_year_end, list_duties_of_cooperative
from ecoop.taxes.calc.cooperative.facts import CREDIT, DIRECT
from ecoop.taxes.models import (
    CooperativeDutyFacts,
    CooperativeTaxFacts,
    StatementFiling,
)
from ecoop.taxes.queries.calendar import ASK, DONE, FILED, OVERDUE, Calendar, CalendarLine, States, get_states, line_of
from ecoop.taxes.queries.statement_sets import standing_approvals

# Kinds of organisations that keep the books of Circular 71 and have these duties.
COOPERATIVES = frozenset({"cooperative", "union"})
ACCOUNTS = "tax/cooperative-accounts"
_TAX_OFFICE = "tax_office"


@dataclass(frozen=True)
class DutyDays:
    """What somebody told about the days on which duties rest; nothing was told where all is empty."""

    fiscal_year_ends: str = "12-31"
    last_meeting_on: date | None = None
    last_audit_on: date | None = None
    last_change_on: date | None = None
    is_simplified: bool = False
    is_large: bool = False


@dataclass(frozen=True)
class _Known:
    """What is recorded that days rest on, read once for several years."""

    days: DutyDays
    taxes: dict[int, CooperativeTaxFacts]
    filed: dict[str, date]
    approved: dict[str, date]
    issued: tuple[date, ...]
    withheld: frozenset[tuple[int, int]]
    capital: tuple[CapitalDay, ...]
    started_on: date | None


def list_cooperative_duties(*, org_id: UUID, today: date) -> list[CalendarLine]:
    """List the duties that come of the fiscal year that runs and of the one before, whatever their days.

    Queries: 9, and those of `list_capital_duties`
    """
    return _lines(org_id=org_id, years=(today.year - 1, today.year), today=today)


def get_cooperative_calendar(*, org_id: UUID, year: int, today: date) -> Calendar:
    """Get the duties of a cooperative whose days fall into a year, in the order of their days.

    Queries: 9, and those of `list_capital_duties`
    """
    lines = _lines(org_id=org_id, years=(year - 1, year), today=today)
    return Calendar(year, tuple(line for line in lines if line.duty.due_on.year == year), ())


def get_duty_days(*, org_id: UUID) -> DutyDays:
    """Get what somebody told about the days on which duties rest.

    Queries: 1
    """
    row = CooperativeDutyFacts.objects.filter(org_id=org_id).order_by("-recorded_at", "-id").first()
    if row is None:
        return DutyDays()
    return DutyDays(**{name: getattr(row, name) for name in DutyDays.__dataclass_fields__})


def _lines(*, org_id: UUID, years: Sequence[int], today: date) -> list[CalendarLine]:
    known, states = _known(org_id, years, today), get_states(org_id=org_id, years=years)
    duties: dict[tuple[str, str], Duty] = {}
    for year in years:
        if known.started_on is not None and known.started_on.year > year:
            continue
        for duty in _duties(known, year, today):
            # Days that one fact gives stand once, whichever year they are asked for.
            duties[duty.code, duty.period] = duty
    found = [_line(duty, known, states, today) for duty in duties.values()]
    return sorted(found, key=lambda line: (line.duty.due_on, line.duty.code))


def _duties(known: _Known, year: int, today: date) -> list[Duty]:
    law, told = lawbook.on(date(year, 12, 31)), known.taxes.get(year)
    days = known.days
    last = max((day for day in (days.last_meeting_on, *known.approved.values()) if day is not None), default=None)
    facts = DutyFacts(
        year=year,
        fiscal_year_ends=days.fiscal_year_ends,
        last_meeting_on=last,
        last_audit_on=days.last_audit_on,
        last_change_on=days.last_change_on,
        is_simplified=days.is_simplified,
        is_large=days.is_large,
        is_agricultural=bool(told and told.is_agricultural),
        issued=known.issued,
        capital=known.capital,
    )
    previous = told.previous_revenue_vnd if told else None
    is_exempt = previous is not None and law.has(SMALL) and previous <= law.dong(SMALL)
    returns = days_of_returns(
        law=law,
        year=year,
        last_day=fiscal_year_end(year=year, ends=days.fiscal_year_ends),
        frequency=vat_frequency(law=law, previous_revenue_vnd=previous),
        method=DIRECT if told and told.vat_method == DIRECT else CREDIT,
        withheld=[quarter for of_year, quarter in sorted(known.withheld) if of_year == year],
        pays_quarters=not is_exempt,
    )
    return list_duties_of_cooperative(law=law, facts=facts, returns=returns, today=today)


def _known(org_id: UUID, years: Sequence[int], today: date) -> _Known:
    told = CooperativeTaxFacts.objects.filter(org_id=org_id, year__in=years).order_by("recorded_at", "id")
    filings = StatementFiling.objects.filter(org_id=org_id).select_related("statement_set").order_by("-filed_on")
    approvals = standing_approvals().filter(org_id=org_id).select_related("statement_set")
    issued = {each.filed_on for each in filings} | {each.approved_on for each in approvals}
    since = date(years[0], 1, 1)
    law = lawbook.on(date(years[-1], 12, 31))
    turnovers = list_withheld(org_id=org_id, law=law, years=years)
    return _Known(
        days=get_duty_days(org_id=org_id),
        taxes={row.year: row for row in told},
        filed={each.statement_set.period: each.filed_on for each in filings if each.filed_with == _TAX_OFFICE},
        approved={each.statement_set.period: each.approved_on for each in approvals},
        issued=tuple(sorted(day for day in issued if day >= since)),
        withheld=frozenset(turnovers),
        capital=tuple(
            CapitalDay(each.kind, each.label, each.due_on or today, each.law)
            for each in list_capital_duties(org_id=org_id, day=today)
        ),
        started_on=get_organisation(org_id=org_id).started_on,
    )


def list_withheld(*, org_id: UUID, law: Law, years: Sequence[int]) -> list[tuple[int, int]]:
    """List the quarters in which tax of members or workers was withheld, by year and number.

    Queries: 1
    """
    moved = list_months_of_accounts(
        org_id=org_id,
        codes=[account_of(law=law, role="withheld")],
        from_month=date(years[0], 1, 1),
        until_month=date(years[-1], 12, 1),
    )
    return sorted({(each.month.year, (each.month.month + 2) // 3) for each in moved if each.credit_vnd})


def account_of(*, law: Law, role: str) -> str:
    """Name the account that plays a role in the taxes.

    Queries: 0
    """
    return next(str(row["account"]) for row in law.table(ACCOUNTS) if row["role"] == role)


def _line(duty: Duty, known: _Known, states: States, today: date) -> CalendarLine:
    """Tell what became of a duty: by its mark or return, by the statements, by the meetings that are known."""
    line = line_of(duty=duty, states=states, today=today)
    if line.is_settled:
        return line
    if duty.code == "statements" and duty.period in known.filed:
        return replace(line, state=FILED, filed_on=known.filed[duty.period])
    if duty.code == "annual_meeting" and _has_met(duty, known):
        return replace(line, state=DONE)
    # The day of the last meeting is known, so that this one is late for certain.
    return replace(line, state=OVERDUE) if duty.code == "simplified_meeting" and line.state == ASK else line


def _has_met(duty: Duty, known: _Known) -> bool:
    last = known.days.last_meeting_on
    end = fiscal_year_end(year=int(duty.period), ends=known.days.fiscal_year_ends)
    return duty.period in known.approved or (last is not None and end < last <= duty.due_on + timedelta(days=366))
