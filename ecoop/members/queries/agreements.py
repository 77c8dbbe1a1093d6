"""Agreements with members: which hold on a day, one after the other, and what their paper says."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ecoop.kernel.dong import Dong
from ecoop.kernel.positions import read_position
from ecoop.members.errors import AgreementUnknown
from ecoop.members.models import Agreement, AgreementEnding, Dealing, Member

PAGE_SIZE = 50
# So many agreements make one file: more would take longer to set than a person waits for.
PAPERS_AT_ONCE = 100


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement with a member; `ends_before` is the first day on which it holds no more, however it ended."""

    id: UUID
    member_id: UUID
    member_number: str
    member_name: str
    number: str
    signed_on: date
    ends_before: date | None
    subject: str
    terms: str
    season: str
    value_vnd: Dong | None
    ended_because: str

    def covers(self, *, member_id: UUID, day: date) -> bool:
        """Tell whether it is this member's and holds on this day."""
        return (
            self.member_id == member_id
            and self.signed_on <= day
            and (self.ends_before is None or day < self.ends_before)
        )


@dataclass(frozen=True)
class AgreementPage:
    """Some agreements, and where the next ones begin."""

    rows: tuple[AgreementFacts, ...]
    next_cursor: str


def list_agreements(*, org_id: UUID, ids: Collection[UUID]) -> Mapping[UUID, AgreementFacts]:
    """List agreements by id.

    Queries: 3; none without ids
    """
    if not ids:
        return {}
    return {each.id: each for each in _describe(org_id, Agreement.objects.filter(org_id=org_id, id__in=ids))}


def list_agreements_of(*, org_id: UUID, member_ids: Collection[UUID]) -> Mapping[UUID, Sequence[AgreementFacts]]:
    """List the agreements of some members, each member's in the order in which they were signed.

    Queries: 3; none without members
    """
    found: dict[UUID, list[AgreementFacts]] = defaultdict(list)
    if member_ids:
        rows = Agreement.objects.filter(org_id=org_id, member_id__in=member_ids).order_by("signed_on", "id")
        for each in _describe(org_id, rows):
            found[each.member_id].append(each)
    return found


def get_agreement(*, org_id: UUID, agreement_id: UUID) -> AgreementFacts:
    """Get one agreement.

    Raises: AgreementUnknown
    Queries: 3
    """
    found = list_agreements(org_id=org_id, ids=[agreement_id])
    if agreement_id not in found:
        raise AgreementUnknown(agreement=agreement_id)
    return found[agreement_id]


def list_agreement_page(*, org_id: UUID, words: str = "", cursor: str = "", most: int = PAGE_SIZE) -> AgreementPage:
    """List agreements, the last signed first, by number or member if words are given.

    Queries: 3, and 1 if words are given
    """
    rows = Agreement.objects.filter(org_id=org_id)
    for word in words.split()[:5]:
        members = Member.objects.filter(org_id=org_id).filter(Q(name__icontains=word) | Q(number__iexact=word))
        rows = rows.filter(Q(number__icontains=word) | Q(member_id__in=members.values("id")))
    before = read_position(text=cursor)
    if before is not None:
        signed_on, last_id = before
        rows = rows.filter(Q(signed_on__lt=signed_on) | Q(signed_on=signed_on, id__lt=last_id))
    found = list(rows.order_by("-signed_on", "-id")[: most + 1])
    shown = tuple(_describe(org_id, found[:most]))
    more = len(found) > most
    return AgreementPage(shown, f"{shown[-1].signed_on.isoformat()}_{shown[-1].id}" if more else "")


def find_last_dealing_under(*, org_id: UUID, agreement_id: UUID) -> date | None:
    """Find the last day on which something was traded under an agreement, on the internal side.

    Queries: 1
    """
    rows = Dealing.objects.filter(org_id=org_id, agreement_id=agreement_id, side="internal").order_by("-dealt_on")
    return rows.values_list("dealt_on", flat=True).first()


def list_without_agreement(*, org_id: UUID, member_ids: Sequence[UUID], day: date) -> list[UUID]:
    """Tell which of some members have no agreement in force on a day.

    Queries: 3
    """
    found = list_agreements_of(org_id=org_id, member_ids=member_ids)
    return [
        member_id
        for member_id in member_ids
        if not any(each.covers(member_id=member_id, day=day) for each in found.get(member_id, ()))
    ]


def _describe(org_id: UUID, rows: QuerySet[Agreement] | Iterable[Agreement]) -> list[AgreementFacts]:
    agreements = list(rows)
    if not agreements:
        return []
    ids = [row.id for row in agreements]
    endings = {row.agreement_id: row for row in AgreementEnding.objects.filter(org_id=org_id, agreement_id__in=ids)}
    members = Member.objects.filter(org_id=org_id).in_bulk(list({row.member_id for row in agreements}))
    return [_facts(row, members[row.member_id], endings.get(row.id)) for row in agreements]


def _facts(row: Agreement, member: Member, ending: AgreementEnding | None) -> AgreementFacts:
    days = [day for day in (row.ends_before, ending.ends_before if ending else None) if day is not None]
    return AgreementFacts(
        id=row.id,
        member_id=row.member_id,
        member_number=member.number,
        member_name=member.name,
        number=row.number,
        signed_on=row.signed_on,
        ends_before=min(days, default=None),
        subject=row.subject,
        terms=row.terms,
        season=row.season,
        value_vnd=None if row.value_vnd is None else Dong(row.value_vnd),
        ended_because=ending.reason if ending else "",
    )
