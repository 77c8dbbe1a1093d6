"""Post the wear of a month, once."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ecoop.assets.actions.number_papers import WORN, PaperDraft, number_papers
from ecoop.assets.actions.wait_turn import wait_turn
from ecoop.assets.calc.wearing_entry import Worn, postings_of_wear
from ecoop.assets.calc.words import DEPRECIATION
from ecoop.assets.errors import MonthIsBeforeTheLast, MonthIsPosted, NoWearToPost
from ecoop.assets.models import AssetWear, DepreciationRun
from ecoop.assets.queries.law import get_rules
from ecoop.assets.queries.wear import (
    MonthOfWear,
    WearLine,
    find_last_month,
    find_run,
    last_day,
    preview_wear,
)
from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import month_start
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, PostedEntry
from ecoop.ledger.queries.documents import list_entry_labels


@transaction.atomic
def depreciate_month(*, org_id: UUID, month: date, by: UUID, now: datetime) -> PostedEntry:
    """Post what every asset wears in a month, with what earlier months lack; one entry, on the month's last day.

    Law:     cooperative/assets/wear_starts, posting rules depreciation, welfare-asset-wear
    Raises:  BooksAreOfAnotherKind, MonthIsPosted, MonthIsBeforeTheLast, NoWearToPost, and what post_entries refuses
    Queries: about 20
    """
    month = month_start(month)
    wait_turn(org_id=org_id)
    rules = get_rules(org_id=org_id, on=last_day(month=month))
    _refuse_out_of_turn(org_id, month)
    wear = preview_wear(org_id=org_id, month=month)
    if not wear.lines:
        raise NoWearToPost(month=f"{month:%m/%Y}")
    run_id, on = new_id(), last_day(month=month)
    entry = EntryDraft(
        document_kind=DEPRECIATION,
        document_id=run_id,
        document_on=on,
        entry_on=on,
        text=_("Wear of assets in {month}").format(month=f"{month:%m/%Y}"),
        postings=postings_of_wear(worn=[worn_of(line=line) for line in wear.lines], rules=rules),
    )
    (posted,) = post_entries(org_id=org_id, entries=[entry], by=by, now=now)
    _write(org_id, run_id, wear, by, now)
    return posted


def worn_of(*, line: WearLine) -> Worn:
    """Give what the postings need of a line."""
    parts = (line.production_vnd, line.management_vnd, line.idle_vnd)
    return Worn(line.asset.id, line.asset.row.kind, line.asset.row.form, parts, line.welfare_vnd)


def wear_row(
    *, org_id: UUID, line: WearLine, month: date, document: tuple[str, UUID], by: UUID, now: datetime
) -> AssetWear:
    """Give the row of a line of wear."""
    return AssetWear(
        org_id=org_id,
        asset_id=line.asset.id,
        document_kind=document[0],
        document_id=document[1],
        month=month,
        production_vnd=line.production_vnd,
        management_vnd=line.management_vnd,
        idle_vnd=line.idle_vnd,
        welfare_vnd=line.welfare_vnd,
        amount_vnd=line.amount_vnd,
        recorded_at=now,
        recorded_by_id=by,
    )


def _refuse_out_of_turn(org_id: UUID, month: date) -> None:
    if run := find_run(org_id=org_id, month=month):
        labels = list_entry_labels(org_id=org_id, document_kind=DEPRECIATION, document_ids=[run.id])
        raise MonthIsPosted(month=f"{month:%m/%Y}", label=labels.get(run.id, ""))
    last = find_last_month(org_id=org_id)
    if last is not None and month < last:
        raise MonthIsBeforeTheLast(month=f"{month:%m/%Y}", last_month=f"{last:%m/%Y}")


def _write(org_id: UUID, run_id: UUID, wear: MonthOfWear, by: UUID, now: datetime) -> None:
    before = DepreciationRun.objects.filter(org_id=org_id, month=wear.month).aggregate(last=Max("revision"))["last"]
    DepreciationRun.objects.create(
        id=run_id,
        org_id=org_id,
        month=wear.month,
        revision=(before or 0) + 1,
        total_vnd=wear.total_vnd,
        recorded_at=now,
        recorded_by_id=by,
    )
    document = (DEPRECIATION, run_id)
    AssetWear.objects.bulk_create(
        wear_row(org_id=org_id, line=line, month=wear.month, document=document, by=by, now=now) for line in wear.lines
    )
    paper = PaperDraft(WORN, DEPRECIATION, run_id, last_day(month=wear.month))
    number_papers(org_id=org_id, papers=[paper], by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="assets.wear.post",
        object_kind="assets.depreciation",
        object_id=run_id,
        detail={"count": len(wear.lines)},
        now=now,
    )
