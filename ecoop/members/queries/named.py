"""Members as lists speak of them: by number, or by a name that only one of them bears."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ecoop.members.errors import MemberNameAmbiguous, MemberUnknown
from ecoop.members.models import Member
from ecoop.parties.calc import plain_text


@dataclass(frozen=True)
class NamedMembers:
    """The members that a list may speak of: by number in capitals, and by name without accents."""

    by_number: Mapping[str, UUID]
    by_name: Mapping[str, Sequence[UUID]]

    def find(self, *, number: str, name: str) -> UUID | None:
        """Find whom a line means: the number says it where there is one, else the name, if only one bears it.

        Raises: MemberUnknown, MemberNameAmbiguous
        """
        if number := number.strip():
            if number.upper() not in self.by_number:
                raise MemberUnknown(member=number)
            return self.by_number[number.upper()]
        if not name.strip():
            return None
        bearers = self.by_name.get(plain_text(text=name), ())
        if not bearers:
            raise MemberUnknown(member=name)
        if len(bearers) > 1:
            raise MemberNameAmbiguous(name=name, count=len(bearers))
        return bearers[0]


def read_named(*, org_id: UUID, lines: Iterable[tuple[str, str]]) -> NamedMembers:
    """Read the members whose numbers and names stand in the lines of a list.

    Queries: 2
    """
    numbers, names = set(), set()
    for number, name in lines:
        numbers |= {number.strip(), number.strip().upper()}
        names.add(plain_text(text=name))
    rows = Member.objects.filter(org_id=org_id).values_list("id", "number", "name_plain")
    by_number = {number.upper(): member_id for member_id, number, _name in rows.filter(number__in=numbers)}
    by_name: dict[str, list[UUID]] = {}
    for member_id, _number, name in rows.filter(name_plain__in=names - {""}):
        by_name.setdefault(name, []).append(member_id)
    return NamedMembers(by_number, by_name)
