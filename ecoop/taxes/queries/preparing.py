"""The returns of one period for all the households whose books a person keeps: which are made, which need a human."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import quarter_of
from ecoop.kernel.dong import Dong
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts
from ecoop.taxes.calc.result import period_in_words
from ecoop.taxes.calc.returns import months_of
from ecoop.taxes.models import Preparation, Return, ReturnFiling
from ecoop.taxes.queries.kept import list_kept_organisations
from ecoop.taxes.queries.return_pages import get_return_file

REFUSED, WAITING, PREPARED, FILED, NOTHING_DUE = "refused", "waiting", "prepared", "filed", "nothing_due"
# What needs a human comes first, what is done comes last.
STATES = (REFUSED, WAITING, PREPARED, FILED, NOTHING_DUE)
STATE_LABELS = {
    REFUSED: _("Needs a human"),
    WAITING: _("Not prepared yet"),
    PREPARED: _("Prepared"),
    FILED: _("Filed"),
    NOTHING_DUE: _("Nothing due"),
}
_PERIODS_SHOWN = 5


@dataclass(frozen=True)
class PreparedReturn:
    """A household in a run over a period, with its return if one was made."""

    organisation: OrganisationFacts
    state: str
    form: str = ""
    period: str = ""
    return_id: UUID | None = None
    vat_vnd: Dong | None = None
    pit_vnd: Dong | None = None
    due_on: date | None = None
    filed_on: date | None = None
    said: str = ""
    remedy: str = ""

    @property
    def state_label(self) -> str:
        """Say the state in the active language."""
        return str(STATE_LABELS[self.state])

    @property
    def period_label(self) -> str:
        """Say the period in the active language."""
        return period_in_words(name=self.period) if self.period else ""

    @property
    def total_vnd(self) -> Dong | None:
        """Add up both taxes."""
        return None if self.vat_vnd is None else Dong(self.vat_vnd + (self.pit_vnd or 0))


@dataclass(frozen=True)
class Run:
    """How far the returns of a period are, over all households kept."""

    period: str
    rows: tuple[PreparedReturn, ...]

    @property
    def label(self) -> str:
        """Say the period in the active language."""
        return period_in_words(name=self.period)

    @property
    def counts(self) -> dict[str, int]:
        """Count the rows by state."""
        return {state: sum(1 for row in self.rows if row.state == state) for state in STATES}

    @property
    def done(self) -> int:
        """Count the households that were looked at."""
        return len({row.organisation.id for row in self.rows if row.state != WAITING})

    @property
    def total(self) -> int:
        """Count the households."""
        return len({row.organisation.id for row in self.rows})

    @property
    def tax_vnd(self) -> Dong:
        """Add up what the returns made say."""
        return Dong(sum(row.total_vnd or 0 for row in self.rows))


def list_periods(*, today: date) -> list[tuple[str, str]]:
    """List the quarters whose returns may be prepared, newest first: the one that runs and those before it.

    Shape:   pairs of name and label
    Queries: 0
    """
    year, quarter, found = today.year, quarter_of(today), []
    for _place in range(_PERIODS_SHOWN):
        found.append(f"{year}-Q{quarter}")
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return [(name, period_in_words(name=name)) for name in found]


def last_period(*, today: date) -> str:
    """Name the quarter that ended last: the one whose returns are due.

    Queries: 0
    """
    return list_periods(today=today)[1][0]


def get_run(*, person_id: UUID, period: str) -> Run:
    """Get how far the returns of a period are.

    Queries: 4 for any number of households, besides the walls' own
    """
    kept = list_kept_organisations(person_id=person_id)
    org_ids = [each.id for each in kept]
    with inside_organisation(org_id=None, person_id=person_id):
        made, filed, failed = _made(org_ids, period), _filed(org_ids, int(period[:4])), _failed(org_ids, period)
    rows = []
    for each in kept:
        own = [_row(each, row, filed.get((each.id, row.id))) for row in made.get(each.id, ())]
        rows += own or [_without(each, failed.get(each.id))]
    return Run(period, tuple(sorted(rows, key=_order)))


def stream_files(*, run: Run, person_id: UUID) -> Iterator[tuple[str, bytes]]:
    """Walk through the electronic files of the returns of a run, each read inside its household's own walls.

    Shape:   path in an archive, and content
    Queries: those of `get_return_file` for each return, besides the walls' own
    """
    for row in run.rows:
        if row.return_id is None:
            continue
        org_id = row.organisation.id
        with inside_organisation(org_id=org_id, person_id=person_id):
            file = get_return_file(org_id=org_id, return_id=row.return_id)
        yield f"{row.organisation.slug}/{file.name}", file.content


def _order(row: PreparedReturn) -> tuple[int, str, str, str]:
    return STATES.index(row.state), row.organisation.name, row.period, row.form


def _row(organisation: OrganisationFacts, made: Return, filed_on: date | None) -> PreparedReturn:
    return PreparedReturn(
        organisation=organisation,
        state=FILED if filed_on else PREPARED,
        form=made.form,
        period=made.period,
        return_id=made.id,
        vat_vnd=Dong(made.vat_vnd),
        pit_vnd=Dong(made.pit_vnd),
        due_on=made.due_on,
        filed_on=filed_on,
    )


def _without(organisation: OrganisationFacts, failed: Preparation | None) -> PreparedReturn:
    if failed is None:
        return PreparedReturn(organisation, WAITING)
    said, remedy = str(failed.refusal.get("said", "")), str(failed.refusal.get("remedy", ""))
    return PreparedReturn(organisation, failed.outcome, failed.form, said=said, remedy=remedy)


def _made(org_ids: Sequence[UUID], period: str) -> dict[UUID, list[Return]]:
    """Give the newest of each return that falls into the period, a month's of its quarter too."""
    months = [f"{period[:4]}-{month:02d}" for month in months_of(period=period)] if "-Q" in period else []
    returns = Return.objects.filter(org_id__in=org_ids, period__in=[period, *months])
    # The newest row comes last and stays.
    rows = returns.defer("fields").order_by("number", "revision")
    newest = {(row.org_id, row.form, row.period): row for row in rows}
    made: dict[UUID, list[Return]] = {}
    for row in newest.values():
        made.setdefault(row.org_id, []).append(row)
    return made


def _filed(org_ids: Sequence[UUID], year: int) -> dict[tuple[UUID, UUID], date]:
    rows = ReturnFiling.objects.filter(org_id__in=org_ids, filed_on__gte=date(year, 1, 1))
    return {(row.org_id, row.tax_return_id): row.filed_on for row in rows}


def _failed(org_ids: Sequence[UUID], period: str) -> dict[UUID, Preparation]:
    rows = Preparation.objects.filter(org_id__in=org_ids, period=period).order_by("attempted_at", "id")
    return {row.org_id: row for row in rows}
