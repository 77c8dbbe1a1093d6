"""Write choices of the charter down, from a day on, with the resolution they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import CharterName, CharterRule
from ecoop.members.errors import CharterDayTaken, CharterPassesLaw, CharterValueWrong
from ecoop.members.models import CharterParameter
from ecoop.members.queries import (
    count_delegates_needed,
    get_charter_on,
    label_charter,
    list_charter_rules,
    write_charter_value,
)


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

    Law:    L17 Art. 40; the limits that the table charter-parameters names
    Shape:  how many are new
    Raises: CharterValueWrong, CharterPassesLaw, CharterDayTaken
    Queries: 3, and 1 per day of the choices
    """
    known = {
        (row.name, row.starts_on): row.value
        for row in CharterParameter.objects.filter(org_id=org_id, name__in={choice.name for choice in choices})
    }
    new = [choice for choice in choices if _is_new(choice, known)]
    forms = {day: _form(org_id=org_id, choices=new, day=day) for day in {choice.starts_on for choice in new}}
    for choice in new:
        _check(choice, org_id=org_id, form=forms[choice.starts_on])
    CharterParameter.objects.bulk_create(
        CharterParameter(
            org_id=org_id,
            name=choice.name,
            value=choice.value,
            starts_on=choice.starts_on,
            rests_on=choice.rests_on.strip(),
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


def _is_new(choice: CharterChoice, known: Mapping[tuple[str, date], str]) -> bool:
    value = known.get((choice.name, choice.starts_on))
    if value is not None and value != choice.value:
        raise CharterDayTaken(label=label_charter(name=choice.name), value=value, day=choice.starts_on)
    return value is None


def _form(*, org_id: UUID, choices: Sequence[CharterChoice], day: date) -> str:
    """Find whether it is a cooperative or a union: what comes with these choices, else what is in force."""
    coming = [one.value for one in choices if one.name == CharterName.FORM and one.starts_on <= day]
    if coming:
        return coming[-1]
    line = get_charter_on(org_id=org_id, day=day).get(CharterName.FORM)
    return line.value if line else "htx"


def _check(choice: CharterChoice, *, org_id: UUID, form: str) -> None:
    """Refuse a choice that cannot be read, or that the law does not allow."""
    rule = list_charter_rules(day=choice.starts_on).get(choice.name)
    value = rule.read(value=choice.value) if rule else None
    if rule is None or value is None or not choice.rests_on.strip():
        raise CharterValueWrong(name=label_charter(name=choice.name), value=choice.value)
    law = lawbook.on(choice.starts_on)
    least, most = rule.limits(form=form)
    for sign, path, is_broken in (
        ("≥", least, bool(least) and value < law.value(least)),
        ("≤", most, bool(most) and value > law.value(most)),
    ):
        if is_broken:
            limit = write_charter_value(rule=rule, value=str(law.value(path)))
            _refuse(rule, choice.value, f"{sign} {limit}", law.cite(path))
    if rule.name == CharterName.DELEGATES:
        needed, cited = count_delegates_needed(org_id=org_id, day=choice.starts_on)
        if int(choice.value) < needed:
            _refuse(rule, choice.value, f"≥ {needed}", cited)


def _refuse(rule: CharterRule, value: str, allowed: str, law: Citation) -> None:
    shown = write_charter_value(rule=rule, value=value)
    raise CharterPassesLaw(label=label_charter(name=rule.name), value=shown, allowed=allowed, law=law)
