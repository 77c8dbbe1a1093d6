"""Prepare the returns of a period for the households whose books a person keeps, some at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.access.calc import KEEPER
from ecoop.access.queries import list_memberships
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.calc import ReturnDue
from ecoop.taxes.calc.returns import months_of
from ecoop.taxes.models import Preparation, Return
from ecoop.taxes.queries.compute import tax_of
from ecoop.taxes.queries.return_making import get_return_material
from ecoop.taxes.queries.year import facts_of


@dataclass(frozen=True)
class Progress:
    """How far the returns of a period are: households done of all, and how many of them need a human."""

    done: int
    total: int
    refused: int

    @property
    def is_finished(self) -> bool:
        """Tell whether every household was looked at."""
        return self.done >= self.total


def prepare_returns_step(
    *, person_id: UUID, period: str, limit: int, now: datetime, since_at: datetime | None = None
) -> Progress:
    """Prepare returns for the next households that have none yet, each in its own transaction inside its walls.

    A household that was refused or had nothing due counts as done, until a run that began later (`since_at`) looks at
    it again. Called again and again, it ends when the progress is finished; called once more, it does nothing.

    Shape: `limit` households at most are looked at; the answer counts all of them
    """
    with inside_organisation(org_id=None, person_id=person_id):
        kept = [
            each.organisation.id
            for each in list_memberships(person_id=person_id)
            if each.organisation.kind == "household" and KEEPER in each.roles
        ]
        done = _done(kept, period, since_at)
    waiting = [org_id for org_id in kept if org_id not in done][:limit]
    for org_id in waiting:
        with inside_organisation(org_id=org_id, person_id=person_id):
            _prepare(org_id, period, person_id, now)
    with inside_organisation(org_id=None, person_id=person_id):
        return Progress(len(_done(kept, period, since_at)), len(kept), len(_refused(kept, period)))


def falls_into(*, due: ReturnDue, period: str) -> bool:
    """Tell whether a return belongs to a run over a period: its own, or a month of the quarter."""
    if due.period == period:
        return True
    months = months_of(period=due.period)
    is_month = len(months) == 1 and due.period[:4] == period[:4]
    return is_month and "-Q" in period and months[0] in months_of(period=period)


def _prepare(org_id: UUID, period: str, by: UUID, now: datetime) -> None:
    today, form = vietnam_day(now), ""
    try:
        material = get_return_material(org_id=org_id, year=int(period[:4]))
        dues = tax_of(facts=facts_of(records=material.records, known_on=today)).returns
        own = [due for due in dues if falls_into(due=due, period=period)]
        for due in own:
            form = due.form
            # What is refused takes nothing with it that was prepared before.
            with transaction.atomic():
                prepare_return(
                    org_id=org_id, form=form, period=due.period, known_on=today, by=by, now=now, material=material
                )
    except Refusal as refusal:
        _keep(org_id, form, period, "refused", refusal.as_dict(), by, now)
        return
    if not own:
        _keep(org_id, form, period, "nothing_due", {}, by, now)


def _keep(
    org_id: UUID, form: str, period: str, outcome: str, refusal: dict[str, object], by: UUID, now: datetime
) -> None:
    Preparation.objects.create(
        org_id=org_id,
        form=form,
        period=period,
        attempted_at=now,
        outcome=outcome,
        refusal=refusal,
        recorded_by_id=by,
        recorded_at=now,
    )


def _done(kept: Iterable[UUID], period: str, since_at: datetime | None) -> set[UUID]:
    return _with_returns(kept, period) | {
        row.org_id
        for row in Preparation.objects.filter(org_id__in=list(kept), period=period)
        if since_at is None or row.attempted_at >= since_at
    }


def _refused(kept: Iterable[UUID], period: str) -> set[UUID]:
    rows = Preparation.objects.filter(org_id__in=list(kept), period=period).order_by("attempted_at", "id")
    newest: dict[UUID, str] = {row.org_id: row.outcome for row in rows}
    return {org_id for org_id, outcome in newest.items() if outcome == "refused"} - _with_returns(kept, period)


def _with_returns(kept: Iterable[UUID], period: str) -> set[UUID]:
    months = months_of(period=period)
    inside = [f"{period[:4]}-{month:02d}" for month in months] if "-Q" in period else []
    rows = Return.objects.filter(org_id__in=list(kept), period__in=[period, *inside])
    return set(rows.values_list("org_id", flat=True))
