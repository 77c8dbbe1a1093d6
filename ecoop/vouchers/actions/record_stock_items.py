"""Record items of stock, give them other names, and choose how what leaves is priced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.errors import AccountNotPostable, AccountUnknown
from ecoop.ledger.queries import list_accounts
from ecoop.vouchers.errors import (
    STOCK_METHODS,
    SlipSaysNothing,
    StockAccountUnfit,
    StockItemDiffers,
    StockMethodUnknown,
)
from ecoop.vouchers.models import StockItem, StockItemVersion, StockPolicy, StockSlip
from ecoop.vouchers.queries.stock_items import StockItemFacts, list_stock_accounts, list_stock_items


@dataclass(frozen=True)
class StockItemDraft:
    """An item of stock on its way in; the same id with another name is the item renamed."""

    id: UUID
    code: str
    name: str
    unit: str
    account: str
    vat_rate: Decimal | None = None
    is_retired: bool = False


@transaction.atomic
def record_stock_items(*, org_id: UUID, items: Sequence[StockItemDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record items of stock, or what they are called from now on; good ones are kept.

    Shape:  one outcome per item, in order
    Queries: 6
    """
    lock_books(org_id=org_id)
    there = {each.id: each for each in list_stock_items(org_id=org_id)}
    codes = {each.code: each.id for each in there.values()}
    postable = {account.code: account.is_postable for account in list_accounts(org_id=org_id)}
    holding = [code for code, _name in list_stock_accounts(org_id=org_id, on=vietnam_day(now))]
    outcomes, versions, new = [], [], []
    for draft in items:
        try:
            is_known = _check(draft, there, codes, postable, holding)
        except Refusal as refusal:
            outcomes.append(Outcome(draft.id, "refused", refusal))
            continue
        outcomes.append(Outcome(draft.id, "known" if is_known else "recorded"))
        if is_known:
            continue
        if draft.id not in there:
            new.append(StockItem(id=draft.id, code=draft.code.strip(), account=draft.account, **_who(org_id, by, now)))
        versions.append(_version(org_id, draft, by, now))
        there[draft.id] = _facts(draft)
        codes[draft.code.strip()] = draft.id
    StockItem.objects.bulk_create(new, batch_size=1000)
    StockItemVersion.objects.bulk_create(versions, batch_size=1000)
    if versions:
        _audit(org_id, "vouchers.stock-item.record", versions[0].item_id, {"count": len(versions)}, by, now)
    return outcomes


@transaction.atomic
def choose_stock_method(*, org_id: UUID, method: str, starts_on: date, decided: str, by: UUID, now: datetime) -> None:
    """Record how what leaves is priced from a month on; months that have papers keep their way.

    Raises: StockMethodUnknown, SlipSaysNothing
    Queries: 4
    """
    lock_books(org_id=org_id)
    has_papers = StockSlip.objects.filter(org_id=org_id, slip_on__gte=starts_on, kind__in=("issue", "back_out"))
    if method not in STOCK_METHODS or starts_on.day != 1 or has_papers.exists():
        raise StockMethodUnknown(method=str(STOCK_METHODS.get(method, method)), on=format_day(starts_on))
    if not decided.strip():
        raise SlipSaysNothing(what=str(STOCK_METHODS[method]))
    row = StockPolicy.objects.create(
        starts_on=starts_on, method=method, decided=decided.strip(), **_who(org_id, by, now)
    )
    _audit(org_id, "vouchers.stock-method.choose", row.id, {"method": method}, by, now)


def _check(
    draft: StockItemDraft,
    there: Mapping[UUID, StockItemFacts],
    codes: Mapping[str, UUID],
    postable: Mapping[str, bool],
    holding: Sequence[str],
) -> bool:
    """Say whether an item is known as it is; refuse what cannot be one."""
    code, known = draft.code.strip(), there.get(draft.id)
    if not (code and draft.name.strip() and draft.unit.strip()):
        raise SlipSaysNothing(what="code, name, unit")
    if draft.account not in postable:
        raise AccountUnknown(account=draft.account)
    if not postable[draft.account]:
        raise AccountNotPostable(account=draft.account)
    if draft.account not in holding:
        raise StockAccountUnfit(item=code, account=draft.account, rule="", accounts=", ".join(holding))
    if codes.get(code, draft.id) != draft.id or (known and (known.code, known.account) != (code, draft.account)):
        holder = there[codes[code]] if code in codes else known
        raise StockItemDiffers(item=code, account=holder.account if holder else draft.account)
    return known == _facts(draft)


def _facts(draft: StockItemDraft) -> StockItemFacts:
    return StockItemFacts(
        draft.id, draft.code.strip(), draft.name.strip(), draft.unit.strip(), draft.account, draft.vat_rate,
        draft.is_retired,
    )  # fmt: skip


def _version(org_id: UUID, draft: StockItemDraft, by: UUID, now: datetime) -> StockItemVersion:
    return StockItemVersion(
        item_id=draft.id,
        name=draft.name.strip(),
        unit=draft.unit.strip(),
        vat_rate=draft.vat_rate,
        is_retired=draft.is_retired,
        **_who(org_id, by, now),
    )


def _who(org_id: UUID, by: UUID, now: datetime) -> dict[str, object]:
    return {"org_id": org_id, "recorded_at": now, "recorded_by_id": by}


def _audit(org_id: UUID, verb: str, object_id: UUID, detail: dict[str, object], by: UUID, now: datetime) -> None:
    record_event(
        org_id=org_id, person_id=by, verb=verb, object_kind=verb.rpartition(".")[0], object_id=object_id,
        detail=detail, now=now,
    )  # fmt: skip
