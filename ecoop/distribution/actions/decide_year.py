"""Record what the members' meeting decided on the income of a year."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.calc import OtherFund, check_charter
from ecoop.distribution.errors import ClosingIsOnTrial, DecisionIsTooEarly, YearIsDecided
from ecoop.distribution.models import YearDecision
from ecoop.distribution.queries import find_closing, get_sharing_charter, get_sharing_rules
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books


@transaction.atomic
def decide_year(
    *,
    org_id: UUID,
    year: int,
    decided_on: date,
    resolution: str,
    other_funds: Sequence[OtherFund],
    losses_carried_vnd: Dong,
    by: UUID,
    now: datetime,
) -> UUID:
    """Record a meeting's decision on a year, checked against charter and law before it stands.

    Law:    L17 Art. 64, clause 2; Art. 86; cooperative/funds/undivided/*, cooperative/distribution/*
    Shape:  the id of the decision
    Raises: DecisionIsTooEarly, YearIsDecided, ClosingIsOnTrial, CharterIsSilent, and whatever the charter breaks
    Queries: 7
    """
    day = date(year, 12, 31)
    if decided_on <= day:
        raise DecisionIsTooEarly(decided_on=decided_on, year=year)
    lock_books(org_id=org_id)
    before = YearDecision.objects.filter(org_id=org_id, year=year).first()
    if before:
        raise YearIsDecided(year=year, resolution=before.resolution)
    closing = find_closing(org_id=org_id, year=year)
    if closing is not None and closing.is_trial:
        raise ClosingIsOnTrial(year=year)
    form, charter = get_sharing_charter(org_id=org_id, day=day, other_funds=tuple(other_funds))
    check_charter(charter=charter, rules=get_sharing_rules(law=lawbook.on(day), form=form))
    decision = YearDecision.objects.create(
        org_id=org_id,
        year=year,
        decided_on=decided_on,
        resolution=resolution,
        other_funds=[{"name": fund.name, "rate": str(fund.rate)} for fund in other_funds],
        losses_carried_vnd=losses_carried_vnd,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.year.decide",
        object_kind="year_decision",
        object_id=decision.id,
        detail={"year": year},
        now=now,
    )
    return decision.id
