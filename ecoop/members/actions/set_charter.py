"""Write choices of the charter down, from a day on, with the resolution they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.members.calc import CharterName
from ecoop.members.errors import CharterValueWrong
from ecoop.members.models import CharterParameter

_WORDS = {
    CharterName.FORM: frozenset({"htx", "lhhtx"}),
    CharterName.FUND_BASE: frozenset({"pre_tax", "after_tax"}),
    CharterName.MANAGEMENT_KEY: frozenset({"revenue", "cost"}),
    CharterName.SEPARATE_TRACKING: frozenset({"yes", "no"}),
}


@dataclass(frozen=True)
class CharterChoice:
    """One choice of the charter, from a day on."""

    name: str
    value: str
    starts_on: date
    rests_on: str


@transaction.atomic
def set_charter(*, org_id: UUID, choices: Sequence[CharterChoice], by: UUID, now: datetime) -> int:
    """Record choices of the charter; one that is recorded already for that day stays as it is.

    Law:    L17 Art. 40
    Shape:  how many are new
    Raises: CharterValueWrong
    Queries: 3
    """
    for choice in choices:
        if not _is_readable(choice):
            raise CharterValueWrong(name=choice.name, value=choice.value)
    known = set(CharterParameter.objects.filter(org_id=org_id).values_list("name", "starts_on"))
    new = [choice for choice in choices if (choice.name, choice.starts_on) not in known]
    CharterParameter.objects.bulk_create(
        CharterParameter(
            org_id=org_id,
            name=choice.name,
            value=choice.value,
            starts_on=choice.starts_on,
            rests_on=choice.rests_on,
            recorded_by_id=by,
            recorded_at=now,
        )
        for choice in new
    )
    if new:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="members.charter.set",
            object_kind="charter_parameter",
            object_id=None,
            detail={"names": sorted(choice.name for choice in new)},
            now=now,
        )
    return len(new)


def _is_readable(choice: CharterChoice) -> bool:
    if choice.name not in set(CharterName):
        return False
    if words := _WORDS.get(CharterName(choice.name)):
        return choice.value in words
    if choice.name.endswith("_vnd"):
        return choice.value.isascii() and choice.value.isdigit()
    try:
        return Decimal(0) <= Decimal(choice.value) <= Decimal(1)
    except InvalidOperation:
        return False
