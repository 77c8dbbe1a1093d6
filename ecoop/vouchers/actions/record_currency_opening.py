"""Say how much foreign money an opening balance was; the balance itself stands in the books already."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong, format_dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.queries.openings import get_opening_day
from ecoop.vouchers.calc.currency import MOVE, OPENING, Position, is_currency
from ecoop.vouchers.calc.stock import Pool
from ecoop.vouchers.errors import (
    CurrencyMoveDiffers,
    CurrencyOpeningIsUsed,
    CurrencyOpeningPasses,
    CurrencySaysNothing,
)
from ecoop.vouchers.models import CurrencyMove
from ecoop.vouchers.queries.currency_openings import (
    OpeningInCurrency,
    find_use_of_opening,
    list_openings_in_currency,
)

DAY = timedelta(days=1)
NOTHING = Pool(Decimal(0), Dong(0))


@transaction.atomic
def record_currency_opening(
    *, org_id: UUID, document_id: UUID, position: Position, amount: Decimal, amount_vnd: Dong, by: UUID, now: datetime
) -> None:
    """Say how much foreign money an opening balance was; said again, the last holds, and nothing takes it back.

    Amounts on the credit side (what we owe) are negative.

    Raises: BooksNotOpen, CurrencySaysNothing, CurrencyOpeningPasses, CurrencyOpeningIsUsed, CurrencyMoveDiffers
    Queries: about 14
    """
    lock_books(org_id=org_id)
    is_whole = bool(amount) == bool(amount_vnd) and (amount > 0) == (amount_vnd > 0)
    if not is_whole or not is_currency(code=position.currency):
        raise CurrencySaysNothing()
    on = get_opening_day(org_id=org_id)
    opening = _find(org_id, position, on)
    before = dict(opening.said).get(position.currency, NOTHING) if opening else NOTHING
    differs = (amount - before.quantity, Dong(amount_vnd - before.amount_vnd))
    if not any(differs):
        return
    if CurrencyMove.objects.filter(org_id=org_id, document_id=document_id).exists():
        raise CurrencyMoveDiffers(on=on)
    _check(org_id, opening, position, amount_vnd, on)
    worth = Pool(abs(amount), Dong(abs(amount_vnd)))
    CurrencyMove.objects.create(
        org_id=org_id, document_id=document_id, line=1, account=position.account, currency=position.currency,
        party_id=position.party_id, moved_on=on, amount=differs[0], amount_vnd=differs[1],
        rate=round(worth.price or Decimal(0), 6), kind=OPENING, text="", recorded_at=now, recorded_by_id=by,
    )  # fmt: skip
    verb = "vouchers.currency-move.record"
    record_event(org_id=org_id, person_id=by, verb=verb, object_kind=MOVE, object_id=document_id, detail={}, now=now)


def _find(org_id: UUID, position: Position, on: date) -> OpeningInCurrency | None:
    found = list_openings_in_currency(org_id=org_id, law=lawbook.on(on + DAY))
    places = ((each.account, each.party_id) for each in found)
    return dict(zip(places, found, strict=True)).get((position.account, position.party_id))


def _check(org_id: UUID, opening: OpeningInCurrency | None, position: Position, amount_vnd: Dong, on: date) -> None:
    rest_vnd = opening.without(position.currency) if opening else Dong(0)
    if abs(amount_vnd) > abs(rest_vnd) or (amount_vnd and (amount_vnd > 0) != (rest_vnd > 0)):
        raise CurrencyOpeningPasses(account=position.account, rest=format_dong(rest_vnd), asked=format_dong(amount_vnd))
    balance = Pool(Decimal(0), opening.amount_vnd if opening else Dong(0))
    used_on = find_use_of_opening(org_id=org_id, position=position, opening=balance, after_on=on)
    if used_on is not None:
        raise CurrencyOpeningIsUsed(currency=position.currency, account=position.account, on=used_on)
