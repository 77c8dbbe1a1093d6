"""The size class of a cooperative: reckoned where the thresholds are known, asked where they are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.config.declared_facts import SECTOR, SIZE, SIZE_WORDS, Fact
from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation, Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.queries.statements import get_statement
from ecoop.members.calc import MemberType
from ecoop.members.queries import count_by_type_on

_TABLE = "cooperative/size-classes"
_AUDIT = "cooperative/audit/every_years_max"
_OFTEN = "cooperative/meeting/simplified_every_months"
# Where each is said; the side-cars of the tables name the same.
_SIZES = Citation("nd-113-2024", "Điều 4, Điều 5")
_GOVERNANCE = Citation("luat-17-2023-qh15", "Điều 56")
_SUPPORT = Citation("luat-17-2023-qh15", "Điều 27, khoản 1")
MICRO, LARGE, SMALL = "micro", "large", "small"
# The line of each statement: revenue of the year, all assets at its end.
_REVENUE, _CAPITAL = "10", "200"


@dataclass(frozen=True)
class Measured:
    """What the class is measured by: official members, revenue of the last full year, total capital at its end."""

    members: int
    revenue_vnd: Dong | None
    capital_vnd: Dong | None
    year: int


@dataclass(frozen=True)
class Threshold:
    """A class and what it asks: so many members, and revenue or capital; None where the law was not found."""

    name: str
    members_min: int | None
    revenue_min_vnd: Dong | None
    capital_min_vnd: Dong | None

    @property
    def is_known(self) -> bool:
        """Tell whether the thresholds were found."""
        return self.members_min is not None

    @property
    def label(self) -> str:
        """Name the class in the active language."""
        return str(SIZE_WORDS[self.name])

    def is_met_by(self, *, measured: Measured) -> bool:
        """Tell whether there are members enough, and revenue or capital enough."""
        if self.members_min is None or measured.members < self.members_min:
            return False
        has_revenue = self.revenue_min_vnd is not None and (measured.revenue_vnd or 0) >= self.revenue_min_vnd
        has_capital = self.capital_min_vnd is not None and (measured.capital_vnd or 0) >= self.capital_min_vnd
        return has_revenue or has_capital


@dataclass(frozen=True)
class SizeClass:
    """The class that holds: declared by a document, reckoned, or not known ("")."""

    name: str
    is_declared: bool
    document: str
    declared_on: date | None
    sector: str
    measured: Measured
    thresholds: Sequence[Threshold]
    follows: Sequence[tuple[str, Citation]]
    law: Citation

    @property
    def label(self) -> str:
        """Name the class in the active language."""
        return str(SIZE_WORDS[self.name]) if self.name else _("not known yet")


def get_size_class(*, org_id: UUID, today: date, facts: Mapping[str, Fact]) -> SizeClass:
    """Get the size class of a cooperative, and what depends on it.

    Law:     cooperative/size-classes
    Queries: 9
    """
    law = lawbook.on(today)
    sector = facts[SECTOR].value if SECTOR in facts else ""
    thresholds = [_threshold(row) for row in law.table(_TABLE) if row["sector"] == sector]
    measured = _measure(org_id, today)
    declared = facts.get(SIZE)
    name = declared.value if declared else reckon_class(thresholds=thresholds, measured=measured)
    return SizeClass(
        name=name,
        is_declared=declared is not None,
        document=declared.document if declared else "",
        declared_on=declared.declared_on if declared else None,
        sector=sector,
        measured=measured,
        thresholds=thresholds,
        follows=_follows(name, law),
        law=_SIZES,
    )


def reckon_class(*, thresholds: Sequence[Threshold], measured: Measured) -> str:
    """Test the classes from large down; where a threshold is not known and nothing above is met, nobody can tell.

    Law:     cooperative/size-classes
    """
    for threshold in thresholds:
        if not threshold.is_known:
            return ""
        if threshold.is_met_by(measured=measured):
            return threshold.name
    return MICRO if thresholds and measured.revenue_vnd is not None else ""


def _threshold(row: Mapping[str, str]) -> Threshold:
    members, revenue, capital = (row[name] for name in ("official_members_min", "revenue_vnd_min", "capital_vnd_min"))
    return Threshold(
        row["class"],
        int(members) if members else None,
        Dong(int(revenue)) if revenue else None,
        Dong(int(capital)) if capital else None,
    )


def _measure(org_id: UUID, today: date) -> Measured:
    """Measure by the last full year; before it is over, by what there is."""
    year = today.year - 1
    members = count_by_type_on(org_id=org_id, day=today).get(MemberType.OFFICIAL, 0)
    span = {"starts_on": date(year, 1, 1), "ends_before": date(today.year, 1, 1)}
    return Measured(members, _line(org_id, "b02", _REVENUE, **span), _line(org_id, "b01", _CAPITAL, **span), year)


def _line(org_id: UUID, form: str, code: str, *, starts_on: date, ends_before: date) -> Dong | None:
    try:
        statement = get_statement(org_id=org_id, form=form, starts_on=starts_on, ends_before=ends_before)
    except Refusal:
        return None
    return next((line.now_vnd for line in statement.lines if line.code == code), None)


def _follows(name: str, law: Law) -> list[tuple[str, Citation]]:
    """Say what depends on the class."""
    if not name:
        return []
    said: list[tuple[str, Citation]] = []
    if name == LARGE:
        text = _("An independent audit at least every {years} years.")
        said.append((text.format(years=law.whole(_AUDIT)), law.cite(_AUDIT)))
    if name == MICRO:
        text = _("Governance may be simplified; then the members meet at least every {months} months.")
        said.append((text.format(months=law.whole(_OFTEN)), law.cite(_OFTEN)))
    else:
        said.append((_("Governance is full: general meeting, board, director, control."), _GOVERNANCE))
    if name in (MICRO, SMALL):
        said.append((_("The State helps with the cost of an audit where support is received."), _SUPPORT))
    return said
