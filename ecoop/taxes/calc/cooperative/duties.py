"""What a cooperative has to do, and until when: meetings, statements, taxes, disclosure, the register's office.

Law:    Law on Cooperatives 17/2023; Circular 71/2024 Appendix IV; Circular 09/2024; Decrees 252/2026, 295/2026
"""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ecoop.kernel.refusals import Citation
from ecoop.lawbook.calc import Law, in_words
from ecoop.taxes.calc.calendar import Duty
from ecoop.taxes.calc.cooperative.result import CIT, PIT, CooperativeReturn
from ecoop.taxes.calc.facts import MONTHS

TABLE = "calendar/cooperative-duties"
LEVEL = "cooperative/registration/level"
_COOPERATIVE_LAW = "luat-17-2023-qh15"
# What a row's article stands in, where the row does not name the document itself.
_COMMITMENT = "commitment_due"
_MEETING, _SIMPLIFIED = "cooperative/meeting/annual_within_months", "cooperative/meeting/simplified_every_months"


@dataclass(frozen=True)
class CapitalDay:
    """Something to be done about the capital until a day, as the register says it."""

    kind: str
    label: str
    due_on: date
    law: Citation | None


@dataclass(frozen=True)
class DutyFacts:
    """What the days of duties rest on, besides the taxes; None stands for what nobody told.

    `issued` are the days on which statements went out or were approved: from then on they are disclosed.
    """

    year: int
    fiscal_year_ends: str = "12-31"
    last_meeting_on: date | None = None
    last_audit_on: date | None = None
    last_change_on: date | None = None
    is_simplified: bool = False
    is_large: bool = False
    is_agricultural: bool = False
    issued: tuple[date, ...] = ()
    capital: tuple["CapitalDay", ...] = ()


def fiscal_year_end(*, year: int, ends: str) -> date:
    """Give the last day of the fiscal year that begins in a year or is that year."""
    month, day = (int(part) for part in ends.split("-"))
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, last))


def add_months(*, day: date, months: int) -> date:
    """Give the day of the same number some months later, or the last of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // MONTHS, month % MONTHS + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def list_duties_of_cooperative(
    *, law: Law, facts: DutyFacts, returns: Sequence[CooperativeReturn], today: date
) -> list[Duty]:
    """List the duties of a fiscal year and of its taxes, in the order of their days.

    Law:    tables/calendar/cooperative-duties
    """
    rows = {str(row["code"]): row for row in law.table(TABLE)}
    made = _Rows(law, rows)
    duties = [
        *_of_year(made, facts),
        *_meetings(made, facts, today),
        *_audits(made, facts),
        *_changes(made, facts),
        *_disclosures(made, facts),
        *_capital(made, facts),
        *(_of_return(made, each) for each in returns),
    ]
    return sorted(duties, key=lambda duty: (duty.due_on, duty.code, duty.period))


@dataclass(frozen=True)
class _Rows:
    law: Law
    rows: Mapping[str, Mapping[str, Any]]

    def duty(self, code: str, *, period: str, due_on: date, note: str = "", **more: Any) -> Duty:
        row, law = self.rows[code], self.law.at(due_on)
        path = str(row["due"])
        cited = law.cite(path) if law.has(path) else Citation(_COOPERATIVE_LAW, str(row["source"]))
        todo = ". ".join(part for part in (in_words(row, name="todo"), note) if part)
        given = {"form": "", "due_on": due_on, "due_on_statutory": due_on, **more}
        label = in_words(row, name="label")
        return Duty(code=code, label=label, period=period, law=cited, path=path, todo=todo, **given)


def _of_year(made: _Rows, facts: DutyFacts) -> list[Duty]:
    """List what every fiscal year asks for."""
    law, last = made.law, fiscal_year_end(year=facts.year, ends=facts.fiscal_year_ends)
    name = str(facts.year)
    meeting = add_months(day=last, months=law.whole(_MEETING))
    if last == fiscal_year_end(year=last.year, ends=f"{last.month:02d}-31"):
        # Months are counted to the end of the month when the year ends with one.
        meeting = meeting.replace(day=calendar.monthrange(meeting.year, meeting.month)[1])
    statements = last + timedelta(days=law.whole("cooperative/statements/due_within_days"))
    update = fiscal_year_end(year=facts.year, ends=law.text("cooperative/statements/data_update_due"))
    duties = [
        made.duty("annual_meeting", period=name, due_on=meeting),
        made.duty("statements", period=name, due_on=statements),
        made.duty("data_update", period=name, due_on=update),
    ]
    if facts.is_agricultural:
        before = fiscal_year_end(year=facts.year + 1, ends=law.text("cooperative/evaluation/agriculture_send_due"))
        duties.append(made.duty("self_evaluation", period=name, due_on=before - timedelta(days=1)))
    return duties


def _meetings(made: _Rows, facts: DutyFacts, today: date) -> list[Duty]:
    """Count the meetings of simplified governance on from the last one that is known, up to the one after today."""
    if not facts.is_simplified or facts.last_meeting_on is None:
        return []
    due = add_months(day=facts.last_meeting_on, months=made.law.whole(_SIMPLIFIED))
    return [made.duty("simplified_meeting", period=f"{due:%Y-%m}", due_on=due)]


def _audits(made: _Rows, facts: DutyFacts) -> list[Duty]:
    if not facts.is_large or facts.last_audit_on is None:
        return []
    due = add_months(day=facts.last_audit_on, months=MONTHS * made.law.whole("cooperative/audit/every_years_max"))
    return [made.duty("audit", period=str(due.year), due_on=due)]


def _changes(made: _Rows, facts: DutyFacts) -> list[Duty]:
    if facts.last_change_on is None:
        return []
    due = facts.last_change_on + timedelta(days=made.law.whole("cooperative/registration/change_days"))
    return [
        made.duty(
            "registration_change",
            period=f"{facts.last_change_on:%Y-%m}",
            due_on=due,
            note=registrar_of(law=made.law.at(facts.last_change_on)),
        )
    ]


def registrar_of(*, law: Law) -> str:
    """Name the level of the office that registers a cooperative on the law's day.

    Law:    cooperative/registration/level
    """
    level = law.text(LEVEL) if law.has(LEVEL) else ""
    rows = {str(row["code"]): row for row in law.table("cooperative/registrars")}
    return in_words(rows[level], name="label") if level in rows else ""


def _disclosures(made: _Rows, facts: DutyFacts) -> list[Duty]:
    days = made.law.whole("cooperative/disclosure/post_within_working_days")
    return [
        made.duty(
            "disclosure", period=f"{issued:%Y-%m}", due_on=after_working_days(law=made.law, day=issued, days=days)
        )
        for issued in sorted(set(facts.issued))
    ]


def after_working_days(*, law: Law, day: date, days: int) -> date:
    """Give the day that lies some working days after another."""
    while days:
        day += timedelta(days=1)
        days -= 0 if law.is_day_off(day) else 1
    return day


def _capital(made: _Rows, facts: DutyFacts) -> Iterable[Duty]:
    """Make one card of what is due of a kind in a month; the list behind it names the members."""
    first: dict[tuple[str, str], CapitalDay] = {}
    for each in sorted(facts.capital, key=lambda day: day.due_on):
        first.setdefault((each.kind, f"{each.due_on:%Y-%m}"), each)
    for (kind, period), each in first.items():
        duty = made.duty("capital_payment", period=period, due_on=each.due_on)
        todo = duty.todo if kind == _COMMITMENT else ""
        yield replace(duty, code=f"capital_{kind}", label=each.label, law=each.law or duty.law, todo=todo)


def _of_return(made: _Rows, due: CooperativeReturn) -> Duty:
    code = "month_return" if due.period[5:].isdigit() else "quarter_return"
    if due.tax == CIT:
        code = "provisional_cit" if due.is_payment else "cit_finalisation"
    duty = made.duty(code, period=due.period, form=due.form, due_on=due.due_on, due_on_statutory=due.due_on_statutory)
    # Two returns of one quarter are two duties; what is done of one says nothing of the other.
    code = f"{code}_{PIT}" if due.tax == PIT else code
    return replace(duty, code=code, law=due.law or duty.law, vat_vnd=due.amount_vnd)
