"""Record what the members' meeting decided on the income of a year."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.distribution.calc import OtherFund
from ecoop.distribution.errors import ClosingIsOnTrial, DecisionIsTooEarly, YearIsDecided
from ecoop.distribution.models import YearDecision
from ecoop.distribution.queries import check_plan, find_closing, find_decision
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.resolutions.actions.use_resolution import use_resolution

MATTER = "distribution"
YEAR_DECISION = "year_decision"


@transaction.atomic
def decide_year(*, org_id: UUID, year: int, resolution_id: UUID | None, by: UUID, now: datetime) -> UUID:
    """Record a meeting's decision on a year as its resolution says it, checked against charter and law.

    Law:    L17 Art. 64, clause 2; Art. 86; cooperative/funds/undivided/*, cooperative/distribution/*
    Shape:  the id of the decision
    Raises: DecisionIsTooEarly, YearIsDecided, ClosingIsOnTrial, CharterIsSilent, whatever the charter breaks, and what
            use_resolution refuses
    Queries: 14
    """
    lock_books(org_id=org_id)
    before = find_decision(org_id=org_id, year=year)
    if before:
        raise YearIsDecided(year=year, resolution=before.resolution)
    closing = find_closing(org_id=org_id, year=year)
    if closing is not None and closing.is_trial:
        raise ClosingIsOnTrial(year=year)
    decision_id = new_id()
    resolution = use_resolution(
        org_id=org_id,
        resolution_id=resolution_id,
        matter=MATTER,
        says={"year": year},
        object_kind=YEAR_DECISION,
        object_id=decision_id,
        by=by,
        now=now,
    )
    if resolution.passed_on <= date(year, 12, 31):
        raise DecisionIsTooEarly(decided_on=resolution.passed_on, year=year)
    funds = resolution.parameters["other_funds"]
    other_funds = [OtherFund(row["name"], Decimal(row["rate"])) for row in funds]
    check_plan(org_id=org_id, year=year, other_funds=other_funds)
    YearDecision.objects.create(
        id=decision_id,
        org_id=org_id,
        year=year,
        number=YearDecision.objects.filter(org_id=org_id, year=year).count(),
        decided_on=resolution.passed_on,
        resolution=resolution.number,
        other_funds=funds,
        losses_carried_vnd=resolution.parameters["losses_carried_vnd"],
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="distribution.year.decide",
        object_kind=YEAR_DECISION,
        object_id=decision_id,
        detail={"year": year},
        now=now,
    )
    return decision_id
