"""Foreign money: rates as they were recorded, and where it stands, in its own currency and in đồng."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from ecoop.kernel.dong import Dong
from ecoop.ledger.queries.documents import list_reversed_documents
from ecoop.vouchers.calc.currency import MOVE, REVALUATION, Position
from ecoop.vouchers.calc.stock import Pool
from ecoop.vouchers.errors import RateIsMissing
from ecoop.vouchers.models import CurrencyMove, ExchangeRate

PAGE_SIZE = 100


@dataclass(frozen=True)
class RateFacts:
    """A rate as it was recorded: of which day, by which bank, read where."""

    currency: str
    rate_on: date
    rate: Decimal
    bank_name: str
    source: str


@dataclass(frozen=True)
class CurrencyMoveFacts:
    """A line of the book of foreign money."""

    document_id: UUID
    moved_on: date
    account: str
    currency: str
    party_id: UUID | None
    kind: str
    text: str
    amount: Decimal
    amount_vnd: Dong
    rate: Decimal


def get_rate(*, org_id: UUID, currency: str, on: date) -> RateFacts:
    """Get the rate that holds on a day: the last one recorded for that day or the nearest before it.

    Raises: RateIsMissing
    Queries: 1
    """
    rows = ExchangeRate.objects.filter(org_id=org_id, currency=currency, rate_on__lte=on)
    row = rows.order_by("-rate_on", "-id").first()
    if row is None:
        raise RateIsMissing(currency=currency, on=on)
    return _rate(row)


def list_rates(*, org_id: UUID, limit: int = PAGE_SIZE) -> list[RateFacts]:
    """List the rates recorded, the newest days first.

    Queries: 1
    """
    return [_rate(row) for row in ExchangeRate.objects.filter(org_id=org_id).order_by("-rate_on", "-id")[:limit]]


def sum_currencies(*, org_id: UUID, until_on: date) -> dict[Position, Pool]:
    """Say where foreign money stands at the end of a day: how much in its currency, and in đồng; nothing left out.

    Queries: 3 to 5
    """
    rows = standing_moves(org_id=org_id).filter(moved_on__lte=until_on).values("account", "currency", "party_id")
    sums = rows.annotate(amount=Sum("amount"), vnd=Sum("amount_vnd")).order_by("account", "currency", "party_id")
    return {
        Position(row["account"], row["currency"], row["party_id"]): Pool(row["amount"], Dong(row["vnd"]))
        for row in sums
        if row["amount"] or row["vnd"]
    }


def list_last_days(*, org_id: UUID) -> dict[Position, date]:
    """List the last day on which each position of foreign money moved.

    Queries: 3 to 5
    """
    rows = (
        standing_moves(org_id=org_id)
        .values("account", "currency", "party_id")
        .annotate(last=Max("moved_on"))
        .order_by()
    )
    return {Position(row["account"], row["currency"], row["party_id"]): row["last"] for row in rows}


def list_currency_moves(*, org_id: UUID, from_on: date, until_on: date) -> list[CurrencyMoveFacts]:
    """List what moved in foreign money in some days, in the order of the days.

    Queries: 3 to 5
    """
    rows = (
        standing_moves(org_id=org_id).filter(moved_on__gte=from_on, moved_on__lte=until_on).order_by("moved_on", "id")
    )
    return [
        CurrencyMoveFacts(
            row.document_id,
            row.moved_on,
            row.account,
            row.currency,
            row.party_id,
            row.kind,
            row.text,
            row.amount,
            Dong(row.amount_vnd),
            row.rate,
        )
        for row in rows
    ]


def sum_currency_by_code(*, org_id: UUID, until_on: date) -> dict[str, Decimal]:
    """Add up what we hold of each currency (007): money in the box and at the bank, debts left out.

    Queries: 3 to 5
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for position, pool in sum_currencies(org_id=org_id, until_on=until_on).items():
        if position.party_id is None:
            sums[position.currency] += pool.quantity
    return dict(sums)


def standing_moves(*, org_id: UUID) -> QuerySet[CurrencyMove]:
    """Give the moves of foreign money without what a red entry took back, to be asked further.

    Queries: 2 to 4, and those of what is asked
    """
    gone = [each for kind in (MOVE, REVALUATION) for each in list_reversed_documents(org_id=org_id, document_kind=kind)]
    return CurrencyMove.objects.filter(org_id=org_id).exclude(document_id__in=gone)


def _rate(row: ExchangeRate) -> RateFacts:
    return RateFacts(row.currency, row.rate_on, row.rate, row.bank_name, row.source)
