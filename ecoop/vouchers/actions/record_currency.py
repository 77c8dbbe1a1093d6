"""Record rates and what happens in foreign money, and revalue what is there at the end of a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dates import format_day, month_start
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.queries import get_posting_rule, list_accounts
from ecoop.vouchers.calc.currency import (
    MOVE,
    REVALUATION,
    REVALUED,
    CurrencyDraft,
    CurrencyWeighed,
    Position,
    is_currency,
    postings_of_revaluation,
    revaluations,
    weigh_currency,
)
from ecoop.vouchers.errors import (
    CurrencyMoveDiffers,
    CurrencyMovesLater,
    CurrencySaysNothing,
    PartyNotFound,
    RateIsMissing,
    RateIsUnfit,
)
from ecoop.vouchers.models import CurrencyMove, ExchangeRate
from ecoop.vouchers.queries.currency import get_rate, list_last_days, sum_currencies
from ecoop.vouchers.queries.currency_events import get_currency_event
from ecoop.vouchers.queries.parties import get_known_parties
from ecoop.vouchers.queries.rules import REGIME

HELD_RULE, REVALUED_RULE = "currency-held", "currency-revalued"


@dataclass(frozen=True)
class Revalued:
    """What a revaluation came to: how many positions differed, by how much more and less in đồng."""

    positions: int
    up_vnd: Dong
    down_vnd: Dong
    entry_label: str


@transaction.atomic
def record_rate(
    *, org_id: UUID, currency: str, rate_on: date, rate: Decimal, bank_name: str, source: str, by: UUID,
    now: datetime,
) -> None:  # fmt: skip
    """Record the mid rate of transfers that the usual bank quoted for a day; recorded again, the last holds.

    Raises: RateIsUnfit
    Queries: 2
    """
    code = currency.strip().upper()
    if not is_currency(code=code) or rate <= 0 or not bank_name.strip():
        raise RateIsUnfit(currency=currency[:10], rate=format(rate, "f"))
    row = ExchangeRate.objects.create(
        org_id=org_id, currency=code, rate_on=rate_on, rate=rate, bank_name=bank_name.strip(),
        source=source.strip(), recorded_at=now, recorded_by_id=by,
    )  # fmt: skip
    _audit(org_id, "vouchers.exchange-rate.record", row.id, {"currency": code}, by, now)


@transaction.atomic
def record_currency_move(*, org_id: UUID, draft: CurrencyDraft, by: UUID, now: datetime) -> str:
    """Record something that happened in foreign money, and answer the label of its entry ("" if it was known).

    Raises: RateIsMissing, CurrencySaysNothing, CurrencyIsShort, CurrencyMovesLater, CurrencyMoveDiffers,
            PartyNotFound, and what post_entries refuses
    Queries: about 14
    """
    lock_books(org_id=org_id)
    if _is_known(org_id, draft):
        return ""
    law = lawbook.on(draft.moved_on)
    event = get_currency_event(law=law, event=draft.event)
    _check_party(org_id, draft, event.party)
    rate = get_rate(org_id=org_id, currency=draft.currency, on=draft.moved_on)
    assets = frozenset(account.code for account in list_accounts(org_id=org_id) if account.type == "asset")
    weighed = weigh_currency(
        draft=draft,
        rule=get_posting_rule(regime=REGIME, rule=event.rule, law=law),
        held_rule=get_posting_rule(regime=REGIME, rule=HELD_RULE, law=law),
        rate=rate.rate,
        pools=sum_currencies(org_id=org_id, until_on=draft.moved_on),
        assets=assets,
    )
    _check_order(org_id, draft, weighed)
    text = draft.text.strip()
    entry = EntryDraft(MOVE, draft.id, draft.moved_on, draft.moved_on, text, weighed.postings)
    (posted,) = post_entries(org_id=org_id, entries=[entry], by=by, now=now)
    lines = [(line.position, line.amount, line.amount_vnd) for line in weighed.lines]
    _keep(org_id, draft.id, draft.moved_on, draft.event, text, {draft.currency: rate.rate}, lines, by, now)
    _audit(org_id, "vouchers.currency-move.record", draft.id, {}, by, now)
    return posted.label


@transaction.atomic
def revalue_currencies(*, org_id: UUID, document_id: UUID, on: date, by: UUID, now: datetime) -> Revalued:
    """Revalue all foreign money at the rates of the end of a period, differences into other income and expense.

    Every currency needs a rate of the month that ends; done again after later papers, only what then differs moves.

    Raises: RateIsMissing, CurrencyMovesLater, and what post_entries refuses
    Queries: about 10, and 1 for every currency
    """
    lock_books(org_id=org_id)
    if CurrencyMove.objects.filter(org_id=org_id, document_id=document_id).exists():
        return Revalued(0, Dong(0), Dong(0), "")
    pools = sum_currencies(org_id=org_id, until_on=on)
    rates = _rates_of_month(org_id, {position.currency for position in pools}, on)
    found = revaluations(pools=pools, rates=rates)
    up = Dong(sum(difference for _position, _pool, difference in found if difference > 0))
    down = Dong(-sum(difference for _position, _pool, difference in found if difference < 0))
    if not found:
        return Revalued(0, up, down, "")
    rule = get_posting_rule(regime=REGIME, rule=REVALUED_RULE, law=lawbook.on(on))
    with override("vi"):
        text = _("Foreign money revalued on {day}").format(day=format_day(on))
    postings = postings_of_revaluation(rule=rule, found=found)
    entry = EntryDraft(REVALUATION, document_id, on, on, text, postings)
    (posted,) = post_entries(org_id=org_id, entries=[entry], by=by, now=now)
    rows = [(position, Decimal(0), difference) for position, _pool, difference in found]
    _keep(org_id, document_id, on, REVALUED, text, rates, rows, by, now)
    _audit(org_id, "vouchers.currency.revalue", document_id, {"positions": len(found)}, by, now)
    return Revalued(len(found), up, down, posted.label)


def _is_known(org_id: UUID, draft: CurrencyDraft) -> bool:
    row = CurrencyMove.objects.filter(org_id=org_id, document_id=draft.id).order_by("line").first()
    if row is None:
        return False
    said = (row.moved_on, row.kind, row.currency, abs(row.amount), row.text)
    if said != (draft.moved_on, draft.event, draft.currency, draft.amount, draft.text.strip()):
        raise CurrencyMoveDiffers(on=row.moved_on)
    return True


def _check_party(org_id: UUID, draft: CurrencyDraft, party: str) -> None:
    if draft.party_id is None:
        on_credit = {"customer", "supplier", "loan"} & set(draft.facts.values())
        if party == "need" or (party == "ask" and on_credit):
            raise CurrencySaysNothing()
        return
    known = get_known_parties(
        org_id=org_id,
        member_ids={draft.member_id} if draft.member_id else set(),
        counterparty_ids={draft.counterparty_id} if draft.counterparty_id else set(),
    )
    if draft.party_id not in known.member_ids | known.counterparty_ids:
        raise PartyNotFound()


def _check_order(org_id: UUID, draft: CurrencyDraft, weighed: CurrencyWeighed) -> None:
    last = list_last_days(org_id=org_id)
    for line in weighed.lines:
        if line.amount < 0 and last.get(line.position, draft.moved_on) > draft.moved_on:
            raise CurrencyMovesLater(currency=draft.currency, account=line.position.account, on=last[line.position])


def _rates_of_month(org_id: UUID, currencies: set[str], on: date) -> Mapping[str, Decimal]:
    rates = {code: get_rate(org_id=org_id, currency=code, on=on) for code in sorted(currencies)}
    for code, rate in rates.items():
        if rate.rate_on < month_start(on):
            raise RateIsMissing(currency=code, on=on)
    return {code: rate.rate for code, rate in rates.items()}


def _keep(
    org_id: UUID,
    document_id: UUID,
    on: date,
    kind: str,
    text: str,
    rates: Mapping[str, Decimal],
    lines: Sequence[tuple[Position, Decimal, Dong]],
    by: UUID,
    now: datetime,
) -> None:
    CurrencyMove.objects.bulk_create(
        CurrencyMove(
            org_id=org_id,
            document_id=document_id,
            line=at,
            account=position.account,
            currency=position.currency,
            party_id=position.party_id,
            moved_on=on,
            amount=amount,
            amount_vnd=amount_vnd,
            rate=round(rates[position.currency], 6),
            kind=kind,
            text=text,
            recorded_at=now,
            recorded_by_id=by,
        )
        for at, (position, amount, amount_vnd) in enumerate(lines, 1)
    )


def _audit(org_id: UUID, verb: str, object_id: UUID, detail: dict[str, object], by: UUID, now: datetime) -> None:
    record_event(org_id=org_id, person_id=by, verb=verb, object_kind=MOVE, object_id=object_id, detail=detail, now=now)
