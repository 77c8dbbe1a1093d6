"""Record lines of trade from a list, which names members by number or by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.record_dealings import record_dealings_one_by_one
from ecoop.members.calc import ListedDealing
from ecoop.members.errors import MemberNameAmbiguous, MemberUnknown
from ecoop.members.models import Member
from ecoop.parties.calc import plain_text


@dataclass(frozen=True)
class _Register:
    """The members that a list may speak of: by number in capitals, and by name without accents."""

    by_number: Mapping[str, UUID]
    by_name: Mapping[str, Sequence[UUID]]


@transaction.atomic
def record_listed_dealings(
    *, org_id: UUID, dealings: Sequence[ListedDealing], by: UUID, now: datetime
) -> list[Outcome]:
    """Record the good lines of a list and tell what became of each; whoever cannot be found is told, not guessed.

    Law:    L17 Art. 4, clauses 1 and 2
    Shape:  one outcome per line, in order
    Queries: 17 for any number of lines
    """
    register = _read_register(org_id, dealings)
    outcomes: dict[int, Outcome] = {}
    found = {}
    for place, listed in enumerate(dealings):
        try:
            found[place] = replace(listed.draft, member_id=_find_member(listed, register))
        except Refusal as refusal:
            outcomes[place] = Outcome(listed.id, "refused", refusal)
    recorded = record_dealings_one_by_one(org_id=org_id, dealings=list(found.values()), by=by, now=now)
    outcomes.update(zip(found, recorded, strict=True))
    return [outcomes[place] for place in range(len(dealings))]


def _read_register(org_id: UUID, dealings: Iterable[ListedDealing]) -> _Register:
    numbers, names = set(), set()
    for listed in dealings:
        number = listed.member_number.strip()
        numbers |= {number, number.upper()}
        names.add(plain_text(text=listed.member_name))
    rows = Member.objects.filter(org_id=org_id).values_list("id", "number", "name_plain")
    by_number = {number.upper(): member_id for member_id, number, _name in rows.filter(number__in=numbers)}
    by_name: dict[str, list[UUID]] = {}
    for member_id, _number, name in rows.filter(name_plain__in=names - {""}):
        by_name.setdefault(name, []).append(member_id)
    return _Register(by_number, by_name)


def _find_member(listed: ListedDealing, register: _Register) -> UUID | None:
    """Find whom a line is with: the number says it where there is one, else the name, if only one bears it."""
    if number := listed.member_number.strip():
        if number.upper() not in register.by_number:
            raise MemberUnknown(member=number)
        return register.by_number[number.upper()]
    if not listed.member_name.strip():
        return None
    bearers = register.by_name.get(plain_text(text=listed.member_name), ())
    if not bearers:
        raise MemberUnknown(member=listed.member_name)
    if len(bearers) > 1:
        raise MemberNameAmbiguous(name=listed.member_name, count=len(bearers))
    return bearers[0]
