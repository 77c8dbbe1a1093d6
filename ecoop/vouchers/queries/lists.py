"""The list of vouchers: what was asked for, page by page, all of it in order, and its totals."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from ecoop.kernel.dong import Dong
from ecoop.kernel.positions import read_position
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.vouchers.calc.listed import Happening
from ecoop.vouchers.calc.vouchers import VOUCHER
from ecoop.vouchers.models import Voucher, VoucherLine
from ecoop.vouchers.queries.parties import name_parties
from ecoop.vouchers.queries.rules import Office

PAGE_SIZE = 50
STREAM_BATCH = 2000
_WORDS_MAX = 5


@dataclass(frozen=True)
class VouchersWanted:
    """What somebody asks of the list; an empty wish asks for everything."""

    starts_on: date | None = None
    ends_before: date | None = None
    words: str = ""
    paper: str = ""
    group: str = ""
    rule: str = ""
    party_id: UUID | None = None


@dataclass(frozen=True)
class VoucherRow:
    """A voucher as the list shows it."""

    id: UUID
    paper: str
    number: str
    on: date
    rule: str
    rule_label: str
    text: str
    party_name: str
    person_name: str
    total_vnd: Dong
    entry_label: str
    is_taken_back: bool


@dataclass(frozen=True)
class VoucherPage:
    """Some vouchers, and where the next ones begin."""

    rows: list[VoucherRow]
    next_cursor: str


@dataclass(frozen=True)
class VoucherTotals:
    """How many vouchers a list holds and what they come to; what a red entry took back is left out."""

    count: int
    total_vnd: Dong


def list_vouchers(*, org_id: UUID, office: Office, wanted: VouchersWanted, cursor: str = "") -> VoucherPage:
    """List vouchers, newest first, one page of them.

    Queries: about 7
    """
    rows = _wanted(org_id, office, wanted)
    before = read_position(text=cursor)
    if before is not None:
        on, last_id = before
        rows = rows.filter(Q(voucher_on__lt=on) | Q(voucher_on=on, id__lt=last_id))
    found = list(rows.order_by("-voucher_on", "-id")[: PAGE_SIZE + 1])
    shown = describe_vouchers(org_id=org_id, office=office, vouchers=found[:PAGE_SIZE])
    more = len(found) > PAGE_SIZE
    return VoucherPage(shown, f"{shown[-1].on.isoformat()}_{shown[-1].id}" if more else "")


def list_rules_of_vouchers(*, org_id: UUID, voucher_ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """List by which posting rules some vouchers were made.

    Queries: 1, if any are asked for
    """
    found: dict[UUID, set[str]] = defaultdict(set)
    if voucher_ids:
        rows = VoucherLine.objects.filter(org_id=org_id, voucher_id__in=voucher_ids)
        for voucher_id, rule in rows.values_list("voucher_id", "rule"):
            found[voucher_id].add(rule)
    return {voucher_id: frozenset(rules) for voucher_id, rules in found.items()}


def stream_vouchers(*, org_id: UUID, office: Office, wanted: VouchersWanted) -> Iterator[VoucherRow]:
    """Walk through vouchers in the order of days, in flat memory.

    Queries: about 7 for every 2,000 vouchers
    """
    rows = _wanted(org_id, office, wanted).order_by("voucher_on", "id")
    batch = list(rows[:STREAM_BATCH])
    while batch:
        yield from describe_vouchers(org_id=org_id, office=office, vouchers=batch)
        last = batch[-1]
        further = rows.filter(Q(voucher_on__gt=last.voucher_on) | Q(voucher_on=last.voucher_on, id__gt=last.id))
        batch = list(further[:STREAM_BATCH]) if len(batch) == STREAM_BATCH else []


def sum_vouchers(*, org_id: UUID, office: Office, wanted: VouchersWanted) -> VoucherTotals:
    """Count and add up the vouchers that are asked for.

    Queries: 2, 3 if anything was taken back
    """
    rows = _wanted(org_id, office, wanted)
    gone = list_reversed_documents(org_id=org_id, document_kind=VOUCHER)
    rows = rows.exclude(id__in=gone) if gone else rows
    sums = rows.aggregate(count=Count("id"), total=Sum("total_vnd", default=0))
    return VoucherTotals(sums["count"], Dong(sums["total"]))


def list_voucher_ids(*, org_id: UUID, office: Office, wanted: VouchersWanted, limit: int) -> list[UUID]:
    """List the ids of vouchers in the order of days, as a volume of prints takes them.

    Queries: 1
    """
    rows = _wanted(org_id, office, wanted).order_by("voucher_on", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def list_habits(*, org_id: UUID, texts: Collection[str]) -> dict[str, Happening]:
    """List how vouchers with some texts were recorded the last time, by text.

    Queries: 2
    """
    rows = Voucher.objects.filter(org_id=org_id, text__in=texts).order_by("recorded_at", "id")
    last = {text: voucher_id for voucher_id, text in rows.values_list("id", "text")}
    lines = VoucherLine.objects.filter(org_id=org_id, voucher_id__in=last.values(), line=1)
    said = {row.voucher_id: Happening(row.rule, row.facts) for row in lines}
    return {text: said[voucher_id] for text, voucher_id in last.items()}


def describe_vouchers(*, org_id: UUID, office: Office, vouchers: Sequence[Voucher]) -> list[VoucherRow]:
    """Describe vouchers as a list shows them, with their entries and parties.

    Queries: about 6; none without vouchers
    """
    if not vouchers:
        return []
    labels = list_entry_labels(org_id=org_id, document_kind=VOUCHER, document_ids=[each.id for each in vouchers])
    gone = set(list_reversed_documents(org_id=org_id, document_kind=VOUCHER))
    parties = {each.member_id or each.counterparty_id for each in vouchers} - {None}
    names = name_parties(org_id=org_id, ids=[each for each in parties if each])
    return [
        VoucherRow(
            id=each.id,
            paper=each.paper,
            number=each.number,
            on=each.voucher_on,
            rule=each.rule,
            rule_label=office.say_rule(name=each.rule),
            text=each.text,
            party_name=_name_of(each, names),
            person_name=each.person_name,
            total_vnd=Dong(each.total_vnd),
            entry_label=labels.get(each.id, ""),
            is_taken_back=each.id in gone,
        )
        for each in vouchers
    ]


def _name_of(voucher: Voucher, names: Mapping[UUID, str]) -> str:
    party_id = voucher.member_id or voucher.counterparty_id
    return names.get(party_id, "") if party_id else ""


def _wanted(org_id: UUID, office: Office, wanted: VouchersWanted) -> QuerySet[Voucher]:
    rows = Voucher.objects.filter(org_id=org_id)
    if wanted.starts_on:
        rows = rows.filter(voucher_on__gte=wanted.starts_on)
    if wanted.ends_before:
        rows = rows.filter(voucher_on__lt=wanted.ends_before)
    if wanted.paper:
        rows = rows.filter(paper=wanted.paper)
    if wanted.group:
        rows = rows.filter(rule__in=[rule.name for rule in office.rules.values() if rule.group == wanted.group])
    if wanted.rule:
        rows = rows.filter(rule=wanted.rule)
    if wanted.party_id:
        rows = rows.filter(_is_with(wanted.party_id))
    for word in wanted.words.split()[:_WORDS_MAX]:
        says = Q(text__icontains=word) | Q(number__iexact=word) | Q(person_name__icontains=word)
        rows = rows.filter(says | Q(attached_papers__icontains=word))
    return rows


def _is_with(party_id: UUID) -> Q:
    lines = VoucherLine.objects.filter(org_id=OuterRef("org_id"), voucher_id=OuterRef("id"))
    return Q(Exists(lines.filter(Q(member_id=party_id) | Q(counterparty_id=party_id))))
