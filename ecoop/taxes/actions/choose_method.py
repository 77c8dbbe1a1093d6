"""Choose by which method a household is taxed in a year, and where its deduction goes first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.taxes.calc import SECTORS, HouseholdYear
from ecoop.taxes.calc.method import method_of
from ecoop.taxes.errors import InputNotUnderstood
from ecoop.taxes.models import METHODS_OF_A_YEAR, MethodChoice
from ecoop.taxes.queries import get_household_facts, rules_of


@transaction.atomic
def choose_method(
    *,
    org_id: UUID,
    year: int,
    method: str,
    deduct_first: Sequence[str] = (),
    chosen_on: date,
    by: UUID,
    now: datetime,
) -> UUID:
    """Record a household's choice for a year, if the law leaves it one; the last choice holds.

    Law:    Decree 68/2026 Article 4(5); tax/household/income_method/stable_years_min
    Shape:  the id of the choice
    Raises: InputNotUnderstood, and those of `check_method_is_open`
    """
    if method not in METHODS_OF_A_YEAR:
        raise InputNotUnderstood(place="method", why=f"one of {', '.join(METHODS_OF_A_YEAR)} is expected")
    unknown = [sector for sector in deduct_first if sector not in SECTORS]
    if unknown:
        raise InputNotUnderstood(place="deduct_first", why=f"{unknown[0]!r} is no sector group")
    check_method_is_open(facts=get_household_facts(org_id=org_id, year=year), method=method)
    choice = MethodChoice.objects.create(
        org_id=org_id,
        year=year,
        method=method,
        deduct_first=list(dict.fromkeys(deduct_first)),
        chosen_on=chosen_on,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="taxes.method.choose",
        object_kind="method_choice",
        object_id=choice.id,
        detail={"year": year, "method": method},
        now=now,
    )
    return choice.id


def check_method_is_open(*, facts: HouseholdYear, method: str) -> None:
    """Refuse a method that the law does not leave open in a year.

    Law:    Decree 68/2026 Article 4(5)
    Raises: PercentageMethodIsClosed, IncomeMethodIsDue, IncomeMethodMustStay, IncomeMethodIsYounger
    """
    rules = rules_of(year=facts.year, known_on=facts.known_on, switches=facts.switches)
    method_of(rules=rules, facts=replace(facts, method=method))
