"""The card of one asset: what it is, what happened to it, how it wears, which papers it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.assets.calc.drafts import Weights
from ecoop.assets.calc.wear import plan_wear
from ecoop.assets.calc.words import ACQUISITION, CHANGE, DISPOSAL, Kind, UseKind
from ecoop.assets.models import AssetPaper, AssetPlacing, AssetUse
from ecoop.assets.queries.law import label_of, list_letters, list_source_words, wear_starts
from ecoop.assets.queries.register import (
    CHANGE_WORDS,
    GROUND_WORDS,
    ORIGIN_WORDS,
    AssetLine,
    get_asset,
)
from ecoop.assets.queries.wear import list_wear_of
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.documents import list_entry_labels

USE_WORDS = {
    UseKind.HOURS: gettext_lazy("hours of work"),
    UseKind.FUEL: gettext_lazy("fuel, litres"),
    UseKind.UPKEEP: gettext_lazy("upkeep"),
}
# Who may pledge an undivided asset: the table says yes, no, or as agreed.
_PLEDGE_WORDS = {
    "yes": gettext_lazy("It may be pledged."),
    "no": gettext_lazy("It may not be pledged."),
    "agreement": gettext_lazy("It may be pledged if the giver agreed to that."),
}


@dataclass(frozen=True)
class Happening:
    """One line of an asset's history."""

    on: date
    text: str
    amount_vnd: Dong | None = None
    entry_label: str = ""


@dataclass(frozen=True)
class ScheduleLine:
    """A month of the schedule: planned, and posted with its entry."""

    month: date
    planned_vnd: Dong
    posted_vnd: Dong
    entry_label: str
    left_vnd: Dong


@dataclass(frozen=True)
class PaperLine:
    """A paper of an asset, as it is printed."""

    id: UUID
    form_code: str
    label: str
    made_on: date
    number: str


@dataclass(frozen=True)
class UseSum:
    """What a machine did and took since it came."""

    kind: str
    label: str
    quantity: Decimal
    cost_vnd: Dong


@dataclass(frozen=True)
class AssetCard:
    """Everything on the page of an asset."""

    asset: AssetLine
    origin_label: str
    designation_label: str
    pledge: str
    weights_label: str
    sources: Sequence[tuple[str, str, Dong]]
    history: Sequence[Happening]
    schedule: Sequence[ScheduleLine]
    papers: Sequence[PaperLine]
    uses: Sequence[AssetUse]
    use_sums: Sequence[UseSum]
    has_unsettled_gift: bool


def get_asset_card(*, org_id: UUID, asset_id: UUID, day: date) -> AssetCard:
    """Get the card of an asset as of a day.

    Raises:  AssetNotFound
    Queries: 22
    """
    asset = get_asset(org_id=org_id, asset_id=asset_id, day=day)
    law = lawbook.on(day)
    words, letters = list_source_words(law=law), list_letters(law=law)
    letter = asset.row.designation
    uses = AssetUse.objects.filter(org_id=org_id, asset_id=asset_id).order_by("-used_on", "-recorded_at")
    return AssetCard(
        asset=asset,
        origin_label=str(ORIGIN_WORDS[asset.row.origin]),
        designation_label=f"{letter}) {letters[letter]}" if letter in letters else "",
        pledge=_pledge(letter, law.table("cooperative/undivided-assets"), asset.row.restriction),
        weights_label=describe_weights(weights=asset.weights) if asset.row.kind in (Kind.FIXED, Kind.UNDIVIDED) else "",
        sources=[(words.get(each.kind, each.kind), each.giver, each.amount_vnd) for each in asset.sources],
        history=_history(org_id, asset),
        schedule=_schedule(org_id, asset, wear_starts(law=law)),
        papers=list_papers(org_id=org_id, day=day, asset_id=asset_id),
        uses=list(uses[:30]),
        use_sums=_use_sums(org_id, asset_id),
        has_unsettled_gift=_has_unsettled_gift(asset),
    )


def list_papers(
    *, org_id: UUID, day: date, asset_id: UUID | None = None, document_id: UUID | None = None
) -> list[PaperLine]:
    """List the papers of an asset, or of one document, the newest first.

    Queries: 1
    """
    rows = AssetPaper.objects.filter(org_id=org_id).order_by("-made_on", "-number")
    rows = rows.filter(asset_id=asset_id) if asset_id else rows
    rows = rows.filter(document_id=document_id) if document_id else rows
    labels = paper_words(day=day)
    return [
        PaperLine(row.id, row.form_code, labels.get(row.form_code, ""), row.made_on, f"{row.number:03}/{row.year}")
        for row in rows
    ]


def paper_words(*, day: date) -> Mapping[str, str]:
    """Name the forms of papers about assets, in the reader's language.

    Law:     cooperative/vouchers
    Queries: 0
    """
    return {row["code"]: label_of(row) for row in lawbook.on(day).table("cooperative/vouchers")}


def describe_weights(*, weights: Weights) -> str:
    """Say whose cost the wear is: all of one, or each with its part.

    Queries: 0
    """
    named = zip((_("production"), _("management"), _("idle")), weights.as_list(), strict=True)
    parts = [(name, weight) for name, weight in named if weight]
    if len(parts) == 1:
        return parts[0][0]
    return ", ".join(f"{name} {weight}" for name, weight in parts)


def _pledge(letter: str, rows: Sequence[Mapping[str, str]], restriction: str) -> str:
    said = [str(_PLEDGE_WORDS[row["may_be_pledged"]]) for row in rows if row["code"] == letter]
    return _("The giver's terms hold first.") if said and restriction else "".join(said)


def _has_unsettled_gift(asset: AssetLine) -> bool:
    given = sum(each.amount_vnd for each in asset.sources if each.kind == "gift")
    settled = sum(each.amount_vnd for each in asset.changes if each.kind == "gift_settled")
    return asset.row.kind == Kind.UNDIVIDED and asset.row.origin != "in_books" and given > settled


def _history(org_id: UUID, asset: AssetLine) -> list[Happening]:
    came = list_entry_labels(org_id=org_id, document_kind=ACQUISITION, document_ids=[asset.id])
    ids = [each.id for each in asset.changes]
    changed = list_entry_labels(org_id=org_id, document_kind=CHANGE, document_ids=ids) if ids else {}
    lines = [
        Happening(
            asset.row.acquired_on, str(ORIGIN_WORDS[asset.row.origin]), Dong(asset.row.cost_vnd), came.get(asset.id, "")
        )
    ]
    for each in asset.changes:
        said = f"{CHANGE_WORDS[each.kind]}: {each.text}" if each.text else str(CHANGE_WORDS[each.kind])
        lines.append(Happening(each.changed_on, said, Dong(each.amount_vnd), changed.get(each.id, "")))
    for row in AssetPlacing.objects.filter(org_id=org_id, asset_id=asset.id).order_by("since_on", "recorded_at"):
        where = " · ".join(part for part in (row.place, row.custodian) if part)
        if where:
            lines.append(Happening(row.since_on, _("Handed over to {where}").format(where=where)))
    if (gone := asset.disposal) is not None:
        labels = list_entry_labels(org_id=org_id, document_kind=DISPOSAL, document_ids=[gone.id])
        said = " · ".join(part for part in (str(GROUND_WORDS[gone.ground]), gone.buyer, gone.reason) if part)
        lines.append(Happening(gone.disposed_on, said, Dong(gone.price_vnd), labels.get(gone.id, "")))
    return sorted(lines, key=lambda line: line.on)


def _schedule(org_id: UUID, asset: AssetLine, starts: str) -> list[ScheduleLine]:
    if asset.row.kind == Kind.HELD:
        return []
    posted: dict[date, tuple[int, str]] = {}
    for row, label in list_wear_of(org_id=org_id, asset_id=asset.id):
        before, _label = posted.get(row.month, (0, ""))
        posted[row.month] = (before + row.amount_vnd, label)
    planned = {row.month: row.amount_vnd for row in plan_wear(asset=asset.wearing, starts=starts)}
    lines, left_vnd = [], asset.cost_vnd - asset.row.opening_worn_vnd
    for month in sorted({*planned, *posted}):
        planned_vnd = planned.get(month, Dong(0))
        posted_vnd, label = posted.get(month, (0, ""))
        left_vnd -= planned_vnd
        if not asset.is_gone or posted_vnd:
            lines.append(ScheduleLine(month, planned_vnd, Dong(posted_vnd), label, Dong(left_vnd)))
    return lines


def _use_sums(org_id: UUID, asset_id: UUID) -> list[UseSum]:
    rows = AssetUse.objects.filter(org_id=org_id, asset_id=asset_id).values_list("kind")
    sums = rows.annotate(quantity=Sum("quantity"), cost=Sum("cost_vnd")).order_by("kind")
    return [
        UseSum(kind, str(USE_WORDS[UseKind(kind)]), quantity, Dong(int(cost_vnd))) for kind, quantity, cost_vnd in sums
    ]
