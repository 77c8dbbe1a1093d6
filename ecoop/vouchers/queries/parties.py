"""With whom: members and counterparties by their ids, by their names, and what is true of a counterparty now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from ecoop.members.queries import find_member_by_number, get_history, map_member_ids, map_member_names
from ecoop.vouchers.errors import COUNTERPARTY_KINDS, CounterpartyNotFound
from ecoop.vouchers.models import CounterpartyVersion

PAGE_SIZE = 50
# Between the code and the name of somebody, where both are offered in one line.
CODE_ENDS = " · "
# One array, for a book may name thousands.
_NAMES = """
    SELECT DISTINCT ON (counterparty_id) counterparty_id, name FROM vouchers_counterparty_version
    WHERE org_id = %(org_id)s AND counterparty_id = ANY (%(ids)s::uuid[])
    ORDER BY counterparty_id, recorded_at DESC, id DESC
"""
_FIELDS = ("kind", "code", "name", "tax_code", "address", "phone", "bank_name", "bank_account")


@dataclass(frozen=True)
class CounterpartyFacts:
    """A counterparty as it is now."""

    id: UUID
    kind: str
    code: str
    name: str
    tax_code: str
    address: str
    phone: str
    bank_name: str
    bank_account: str
    is_retired: bool
    recorded_at: datetime

    @property
    def offered_as(self) -> str:
        """Give the line by which a form offers and finds it again."""
        return f"{self.code}{CODE_ENDS}{self.name}" if self.code else self.name

    @property
    def kind_label(self) -> str:
        """Name the kind in the active language."""
        return str(COUNTERPARTY_KINDS[self.kind])


@dataclass(frozen=True)
class CounterpartyPage:
    """Some counterparties, and where the next ones begin."""

    rows: list[CounterpartyFacts]
    next_cursor: str


@dataclass(frozen=True)
class PartyFound:
    """Whom somebody means."""

    name: str
    member_id: UUID | None = None
    counterparty_id: UUID | None = None


@dataclass(frozen=True)
class KnownParties:
    """Which members and counterparties there are, out of those that were asked about."""

    member_ids: frozenset[UUID]
    counterparty_ids: frozenset[UUID]


def list_counterparties(*, org_id: UUID, kind: str = "", words: str = "") -> list[CounterpartyFacts]:
    """List the counterparties of an organisation as they are now, by name; those no longer used stand with them.

    Queries: 1
    """
    return [_facts(row) for row in _wanted(org_id, kind, words).order_by("name", "counterparty_id")]


def list_counterparty_page(*, org_id: UUID, kind: str = "", words: str = "", cursor: str = "") -> CounterpartyPage:
    """List a page of counterparties by name.

    Queries: 1
    """
    rows = _wanted(org_id, kind, words)
    name, _, last_id = cursor.rpartition("_")
    after = _uuid(last_id)
    if after is not None:
        rows = rows.filter(Q(name__gt=name) | Q(name=name, counterparty_id__gt=after))
    found = list(rows.order_by("name", "counterparty_id")[: PAGE_SIZE + 1])
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    cursor = f"{last.name}_{last.counterparty_id}" if last else ""
    return CounterpartyPage([_facts(row) for row in found[:PAGE_SIZE]], cursor)


def get_counterparty(*, org_id: UUID, counterparty_id: UUID) -> CounterpartyFacts:
    """Get a counterparty as it is now.

    Queries: 1
    Raises:  CounterpartyNotFound
    """
    row = counterparties_now(org_id=org_id).filter(counterparty_id=counterparty_id).first()
    if row is None:
        raise CounterpartyNotFound()
    return _facts(row)


def list_counterparty_versions(*, org_id: UUID, counterparty_id: UUID) -> list[CounterpartyFacts]:
    """List what a counterparty was, the newest first.

    Queries: 1
    """
    rows = CounterpartyVersion.objects.filter(org_id=org_id, counterparty_id=counterparty_id)
    return [_facts(row) for row in rows.order_by("-recorded_at", "-id")]


def counterparties_now(*, org_id: UUID) -> QuerySet[CounterpartyVersion]:
    """Give the last version of each counterparty, to filter by.

    Queries: 0
    """
    same = CounterpartyVersion.objects.filter(org_id=OuterRef("org_id"), counterparty_id=OuterRef("counterparty_id"))
    newest = same.order_by("-recorded_at", "-id").values("id")[:1]
    return CounterpartyVersion.objects.filter(org_id=org_id, id=Subquery(newest))


def find_party(*, org_id: UUID, words: str) -> PartyFound | None:
    """Find whom somebody means by a code, a tax code, a name, or a member's number; none if nobody or several.

    Queries: 3; 4 if it is no counterparty
    """
    wanted = words.strip()
    code = wanted.partition(CODE_ENDS)[0].strip() if CODE_ENDS in wanted else wanted
    if not wanted or "\x00" in wanted:
        return None
    rows = counterparties_now(org_id=org_id).filter(is_retired=False)
    for condition in (Q(code__iexact=code), Q(tax_code=code), Q(name__iexact=wanted)):
        found = list(rows.filter(condition & ~Q(code="", tax_code="", name=""))[:2]) if code else []
        if len(found) == 1:
            return PartyFound(found[0].name, counterparty_id=found[0].counterparty_id)
    member = find_member_by_number(org_id=org_id, number=code)
    return PartyFound(member.name, member_id=member.id) if member else None


def map_parties(*, org_id: UUID, words: Collection[str]) -> dict[str, PartyFound]:
    """Find whom many rows mean, by code, tax code, name or member's number; whom nobody or several bear is left out.

    Shape:   by the words as they were written
    Queries: 2
    """
    wanted = {each: each.strip().lower() for each in words if each.strip()}
    found: dict[str, list[PartyFound]] = {}
    for row in counterparties_now(org_id=org_id).filter(is_retired=False) if wanted else ():
        party = PartyFound(row.name, counterparty_id=row.counterparty_id)
        for name in {row.name.lower(), row.code.lower(), row.tax_code} - {""}:
            found.setdefault(name, []).append(party)
    mapped = {each: found[plain][0] for each, plain in wanted.items() if len(found.get(plain, ())) == 1}
    numbers = {each.strip(): each for each in wanted if each not in mapped}
    members = map_member_ids(org_id=org_id, numbers=numbers) if numbers else {}
    return mapped | {numbers[number]: PartyFound(number, member_id=id_) for number, id_ in members.items()}


def get_known_parties(
    *, org_id: UUID, member_ids: Collection[UUID], counterparty_ids: Collection[UUID]
) -> KnownParties:
    """Get which of some members and counterparties are there.

    Queries: 3 for members, 1 for counterparties, if any are named
    """
    members = get_history(org_id=org_id, ids=member_ids).members if member_ids else {}
    rows = CounterpartyVersion.objects.filter(org_id=org_id, counterparty_id__in=counterparty_ids)
    found = rows.values_list("counterparty_id", flat=True) if counterparty_ids else ()
    return KnownParties(frozenset(members), frozenset(found))


def name_parties(*, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Name members and counterparties by their ids, as postings carry them.

    Shape:   one name per id that is known
    Queries: 2
    """
    wanted = list(ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"org_id": org_id, "ids": wanted})
        names = dict(cursor.fetchall())
    rest = [each for each in wanted if each not in names]
    return names | map_member_names(org_id=org_id, ids=rest) if rest else names


def _wanted(org_id: UUID, kind: str, words: str) -> QuerySet[CounterpartyVersion]:
    rows = counterparties_now(org_id=org_id)
    if kind in COUNTERPARTY_KINDS:
        rows = rows.filter(kind=kind)
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(code__iexact=word) | Q(tax_code__startswith=word))
    return rows


def _facts(row: CounterpartyVersion) -> CounterpartyFacts:
    said = {name: getattr(row, name) for name in _FIELDS}
    return CounterpartyFacts(id=row.counterparty_id, is_retired=row.is_retired, recorded_at=row.recorded_at, **said)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
