"""Write choices of the charter down, from a day on, with the resolution they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.ids import new_id
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
    matters_of_choice,
    write_charter_value,
)
from ecoop.members.queries.charter import CHARTER, GOVERNANCE_MODEL
from ecoop.resolutions.actions.use_resolution import use_items
from ecoop.resolutions.queries import ResolutionFacts, list_annulled, map_resolutions

CHARTER_PARAMETER = "charter_parameter"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class CharterChoice:
    """One choice of the charter, from a day on."""

    name: str
    value: str
    starts_on: date


@transaction.atomic
def set_charter(
    *, org_id: UUID, choices: Sequence[CharterChoice], resolution_id: UUID | None, by: UUID, now: datetime
) -> int:
    """Record choices of the charter as a resolution made them; one that stands already for that day stays as it is.

    The rates of the funds need the simple majority, everything else in the charter the special one. What was chosen for
    the same day by a resolution that was annulled stands in nobody's way: the new choice holds after the annulment.

    Law:    L17 Arts 40, 61 and 64; the limits that the table charter-parameters names
    Shape:  how many are new
    Raises: CharterValueWrong, CharterPassesLaw, CharterDayTaken, and what use_resolution refuses
    Queries: 6, and 1 per day of the choices, and 6
    """
    rows = list(CharterParameter.objects.filter(org_id=org_id, name__in={choice.name for choice in choices}))
    annulled = list_annulled(org_id=org_id, object_kind=CHARTER_PARAMETER, object_ids=[row.id for row in rows])
    known = {(row.name, row.starts_on): row.value for row in rows if row.id not in annulled}
    new = [choice for choice in choices if _is_new(choice, known)]
    check_choices(org_id=org_id, choices=new)
    if not new:
        return 0
    ids = {choice.name: new_id() for choice in new}
    facts = _use(org_id=org_id, resolution_id=resolution_id, choices=new, ids=ids, by=by, now=now)
    CharterParameter.objects.bulk_create(
        CharterParameter(
            id=ids[choice.name],
            org_id=org_id,
            name=choice.name,
            value=choice.value,
            starts_on=_begins_on(choice, [row for row in rows if row.name == choice.name], annulled),
            rests_on=facts.number,
            recorded_by_id=by,
            recorded_at=now,
        )
        for choice in new
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.charter.set",
        object_kind=CHARTER_PARAMETER,
        object_id=None,
        detail={"names": sorted(choice.name for choice in new)},
        now=now,
    )
    return len(new)


def free_day(*, rows: Sequence[CharterParameter], day: date) -> date:
    """Find the first day from a day on on which nothing of a choice begins yet."""
    taken = {row.starts_on for row in rows}
    while day in taken:
        day += DAY
    return day


def check_choices(*, org_id: UUID, choices: Sequence[CharterChoice]) -> None:
    """Refuse choices that cannot be read, or that the law does not allow.

    Raises:  CharterValueWrong, CharterPassesLaw
    Queries: 1 per day of the choices, and 1 for delegates
    """
    forms = {day: _form(org_id=org_id, choices=choices, day=day) for day in {choice.starts_on for choice in choices}}
    for choice in choices:
        _check(choice, org_id=org_id, form=forms[choice.starts_on])


def _use(
    *,
    org_id: UUID,
    resolution_id: UUID | None,
    choices: Sequence[CharterChoice],
    ids: Mapping[str, UUID],
    by: UUID,
    now: datetime,
) -> ResolutionFacts:
    """Rest the choices on their resolution: one of the charter, or of the part of it that they all belong to."""
    found = map_resolutions(org_id=org_id, ids=[resolution_id]) if resolution_id else {}
    facts = next(iter(found.values()), None)
    allowed = set.intersection(*({*matters_of_choice(name=choice.name)} for choice in choices))
    matter = facts.matter if facts and facts.matter in allowed else CHARTER
    says: dict[str, Any] = {"starts_on": max(choice.starts_on for choice in choices)}
    items: Mapping[str, UUID] = ids
    if matter == GOVERNANCE_MODEL:
        says["governance"] = choices[0].value
        items = {"": ids[choices[0].name]}
    else:
        says["choices"] = {choice.name: choice.value for choice in choices}
    given: dict[str, Any] = {"org_id": org_id, "object_kind": CHARTER_PARAMETER, "by": by, "now": now}
    return use_items(resolution_id=resolution_id, matter=matter, says=says, items=items, **given)


def _is_new(choice: CharterChoice, known: Mapping[tuple[str, date], str]) -> bool:
    value = known.get((choice.name, choice.starts_on))
    if value is not None and value != choice.value:
        raise CharterDayTaken(label=label_charter(name=choice.name), value=value, day=choice.starts_on)
    return value is None


def _begins_on(choice: CharterChoice, rows: Sequence[CharterParameter], annulled: Mapping[UUID, str]) -> date:
    """Give the day of a choice; where it was annulled for that day, the first free one after the annulment."""
    papers = {annulled[row.id][:200] for row in rows if row.starts_on == choice.starts_on and row.id in annulled}
    back = [row.starts_on for row in rows if row.rests_on in papers]
    return free_day(rows=rows, day=max([choice.starts_on, *back]))


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
    if rule is None or value is None:
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
