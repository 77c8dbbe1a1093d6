"""What came in, went out and passed on: the lines of a member's capital, and the book of contributions."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.written import format_day
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.documents import list_entry_labels, list_reversed_documents
from ecoop.ledger.queries.rules import list_posting_rules
from ecoop.members.errors import MemberUnknown
from ecoop.members.models import CapitalAsset, CapitalChange, CapitalContribution, Member
from ecoop.members.queries.holdings import CAPITAL_CHANGE, CONTRIBUTION, sum_paid_in

MEANS_WORDS: Mapping[str, Any] = {
    "cash": _("cash"),
    "bank": _("bank"),
    "materials": _("materials"),
    "goods": _("goods"),
    "fixed_asset": _("machine or other fixed asset"),
    "land_use_right": _("land use right"),
    "intangible": _("technology or other right"),
}
CHANGE_WORDS: Mapping[str, Any] = {
    "returned": _("returned"),
    "sold": _("sold"),
    "given": _("given"),
    "inherited": _("inherited"),
}
VALUER_WORDS: Mapping[str, Any] = {
    "founders": _("all who founded the cooperative"),
    "meeting": _("the general meeting, with the member"),
    "board": _("the Board, with the member"),
    "appraiser": _("an appraiser, approved by both"),
}


@dataclass(frozen=True)
class AssetLine:
    """The asset behind a contribution, its valuation and its handover."""

    what: str
    quantity: Decimal
    unit: str
    valued_by: str
    valuation_paper: str
    valued_on: date
    handed_over_on: date
    lasts_until_on: date | None
    consent: str

    @property
    def valuer_label(self) -> str:
        """Say who agreed on the value, in the active language."""
        return str(VALUER_WORDS[self.valued_by])


@dataclass(frozen=True)
class ContributionLine:
    """One line of a member's capital: paid in, returned, given on or taken over."""

    id: UUID
    member_id: UUID
    member_number: str
    member_name: str
    on: date
    kind: str
    means: str
    amount_vnd: Dong
    paper: str
    entry_label: str
    is_taken_back: bool
    asset: AssetLine | None = None

    @property
    def means_label(self) -> str:
        """Name the means in the active language."""
        return str(MEANS_WORDS.get(self.means, ""))

    @property
    def label(self) -> str:
        """Say in the active language what happened."""
        words = str(_("paid in") if self.kind == "paid" else CHANGE_WORDS[self.kind])
        return f"{words}: {self.asset.what}" if self.asset else words


@dataclass(frozen=True)
class BookLine:
    """One line of the book of a member's contributions, as the law's book S31 sets it out."""

    on: date
    number: str
    text: str
    account: str
    in_vnd: Dong
    out_vnd: Dong


@dataclass(frozen=True)
class ContributionBook:
    """The book of one member's contributions over a span of days."""

    member_id: UUID
    member_number: str
    member_name: str
    starts_on: date
    ends_before: date
    opening_vnd: Dong
    lines: tuple[BookLine, ...]

    @property
    def in_vnd(self) -> Dong:
        """Add up what came in."""
        return Dong(sum(line.in_vnd for line in self.lines))

    @property
    def out_vnd(self) -> Dong:
        """Add up what went out."""
        return Dong(sum(line.out_vnd for line in self.lines))

    @property
    def closing_vnd(self) -> Dong:
        """Give what is held at the end."""
        return Dong(self.opening_vnd + self.in_vnd - self.out_vnd)


def list_contributions(
    *,
    org_id: UUID,
    member_id: UUID | None = None,
    ids: Collection[UUID] | None = None,
    starts_on: date | None = None,
    ends_before: date | None = None,
    limit: int | None = None,
) -> list[ContributionLine]:
    """List what changed members' capital, the newest first; of one member or some, in a span of days.

    Queries: 8
    """
    paid = CapitalContribution.objects.filter(org_id=org_id).order_by("-paid_on", "-id")
    changed = CapitalChange.objects.filter(org_id=org_id).order_by("-changed_on", "-id")
    wanted = [member_id] if member_id else ids
    if wanted is not None:
        paid, changed = paid.filter(member_id__in=list(wanted)), changed.filter(member_id__in=list(wanted))
    if starts_on is not None:
        paid, changed = paid.filter(paid_on__gte=starts_on), changed.filter(changed_on__gte=starts_on)
    if ends_before is not None:
        paid, changed = paid.filter(paid_on__lt=ends_before), changed.filter(changed_on__lt=ends_before)
    contributions = _of_payments(org_id, list(paid[:limit] if limit else paid))
    changes = _of_changes(org_id, list(changed[:limit] if limit else changed))
    lines = sorted([*contributions, *changes], key=lambda line: (line.on, line.id), reverse=True)
    return lines[:limit] if limit else lines


def get_contribution_book(*, org_id: UUID, member_id: UUID, starts_on: date, ends_before: date) -> ContributionBook:
    """Get the book of one member's contributions.

    Law:    TT71 Appendix III, book S31
    Raises: MemberUnknown
    Queries: 10
    """
    found = list_contribution_books(org_id=org_id, ids=[member_id], starts_on=starts_on, ends_before=ends_before)
    if not found:
        raise MemberUnknown(member=member_id)
    return found[0]


def list_contribution_books(
    *, org_id: UUID, ids: Collection[UUID], starts_on: date, ends_before: date
) -> list[ContributionBook]:
    """List the books of some members' contributions by number; what the books took back stands in none.

    Law:    TT71 Appendix III, book S31
    Queries: 10 for any number of members
    """
    before_on = date.fromordinal(starts_on.toordinal() - 1)
    opening = sum_paid_in(org_id=org_id, day=before_on, ids=ids)
    lines: dict[UUID, list[BookLine]] = defaultdict(list)
    found = list_contributions(org_id=org_id, ids=ids, starts_on=starts_on, ends_before=ends_before)
    for line in reversed([line for line in found if not line.is_taken_back]):
        lines[line.member_id].append(_book_line(line))
    members = Member.objects.filter(org_id=org_id, id__in=list(ids)).order_by("number")
    return [
        ContributionBook(
            member_id=member.id,
            member_number=member.number,
            member_name=member.name,
            starts_on=starts_on,
            ends_before=ends_before,
            opening_vnd=opening.get(member.id, Dong(0)),
            lines=tuple(lines[member.id]),
        )
        for member in members
    ]


def describe_terms(*, org_id: UUID, day: date, ids: Collection[UUID]) -> dict[UUID, str]:
    """Describe by member until when contributed rights last, in the law's language, for certificates.

    Law:    L17 Art. 76, clause 2, point b
    Queries: 3
    """
    back = list_reversed_documents(org_id=org_id, document_kind=CONTRIBUTION)
    kept = CapitalContribution.objects.filter(org_id=org_id, member_id__in=list(ids), paid_on__lte=day)
    assets = CapitalAsset.objects.filter(
        org_id=org_id,
        contribution_id__in=kept.exclude(id__in=back).values_list("id", flat=True),
        lasts_until_on__gte=day,
    )
    terms: dict[UUID, list[str]] = defaultdict(list)
    for asset in assets.order_by("lasts_until_on", "id"):
        if asset.lasts_until_on:
            terms[asset.member_id].append(f"{asset.what}: đến {format_day(asset.lasts_until_on)}")
    return {member_id: "; ".join(said) for member_id, said in terms.items()}


def _of_payments(org_id: UUID, rows: list[CapitalContribution]) -> list[ContributionLine]:
    ids = [row.id for row in rows]
    labels = list_entry_labels(org_id=org_id, document_kind=CONTRIBUTION, document_ids=ids)
    back = set(list_reversed_documents(org_id=org_id, document_kind=CONTRIBUTION))
    members = Member.objects.filter(org_id=org_id).in_bulk({row.member_id for row in rows})
    assets = {row.contribution_id: row for row in CapitalAsset.objects.filter(org_id=org_id, contribution_id__in=ids)}
    return [
        ContributionLine(
            id=row.id,
            member_id=row.member_id,
            member_number=members[row.member_id].number,
            member_name=members[row.member_id].name,
            on=row.paid_on,
            kind="paid",
            means=row.means,
            amount_vnd=Dong(row.amount_vnd),
            paper=assets[row.id].valuation_paper if row.id in assets else "",
            entry_label=labels.get(row.id, ""),
            is_taken_back=row.id in back,
            asset=_asset(assets[row.id]) if row.id in assets else None,
        )
        for row in rows
    ]


def _of_changes(org_id: UUID, rows: list[CapitalChange]) -> list[ContributionLine]:
    ids = [row.document_id for row in rows]
    labels = list_entry_labels(org_id=org_id, document_kind=CAPITAL_CHANGE, document_ids=ids)
    back = set(list_reversed_documents(org_id=org_id, document_kind=CAPITAL_CHANGE)) if rows else set()
    members = Member.objects.filter(org_id=org_id).in_bulk({row.member_id for row in rows})
    return [
        ContributionLine(
            id=row.document_id,
            member_id=row.member_id,
            member_number=members[row.member_id].number,
            member_name=members[row.member_id].name,
            on=row.changed_on,
            kind=row.kind,
            means=row.means,
            amount_vnd=Dong(row.amount_vnd),
            paper=row.rests_on,
            entry_label=labels.get(row.document_id, ""),
            is_taken_back=row.document_id in back,
        )
        for row in rows
    ]


def _asset(row: CapitalAsset) -> AssetLine:
    return AssetLine(
        what=row.what,
        quantity=row.quantity,
        unit=row.unit,
        valued_by=row.valued_by,
        valuation_paper=row.valuation_paper,
        valued_on=row.valued_on,
        handed_over_on=row.handed_over_on,
        lasts_until_on=row.lasts_until_on,
        consent=row.consent,
    )


def _book_line(line: ContributionLine) -> BookLine:
    means = line.means_label
    text = f"{line.label} ({means})" if means and not line.asset else line.label
    return BookLine(
        on=line.on,
        number=line.entry_label,
        text=text,
        account=_counter_accounts(line),
        in_vnd=Dong(max(line.amount_vnd, 0)),
        out_vnd=Dong(max(-line.amount_vnd, 0)),
    )


def _counter_accounts(line: ContributionLine) -> str:
    """Name the account on the other side of the member's capital, as the posting rule says."""
    rules = list_posting_rules(regime="cooperative", law=lawbook.on(line.on))
    gets = line.amount_vnd > 0
    name = {"paid": "member-pays-capital", "returned": "capital-returned"}.get(
        line.kind, "capital-transferred-to" if gets else "capital-transferred-from"
    )
    facts = {"means": line.means} if line.means else {}
    (posting,) = postings_by_rule(rule=rules[name], amounts={"amount_vnd": Dong(1)}, facts=facts)
    return posting.debit if gets else posting.credit
