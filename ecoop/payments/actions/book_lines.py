"""Book bank lines that meet nothing in the books: a person chooses the posting rule, and a voucher is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.payments.actions.match_lines import keep_match
from ecoop.payments.actions.settle_in_office import tell_line
from ecoop.payments.calc.matching import Candidate, Payable, Reason
from ecoop.payments.errors import AwaitedDiffers, LineIsUsedUp, LinesAreOfNoCooperative, MadeBy, RuleMovesNoBankMoney
from ecoop.payments.models import Match
from ecoop.payments.queries.entries import is_cooperative
from ecoop.payments.queries.lines import get_line
from ecoop.payments.queries.rules import list_line_rules
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.listed import AMOUNT
from ecoop.vouchers.calc.vouchers import VOUCHER, VoucherDraft


@dataclass(frozen=True)
class LineBooking:
    """Somebody says by which rule a line is booked; without an amount, all that is left of it.

    `id` is that of the match and makes a form sent twice one voucher.
    """

    id: UUID
    line_id: UUID
    rule: str
    facts: Mapping[str, str]
    amount_vnd: Dong | None = None
    text: str = ""
    member_id: UUID | None = None
    counterparty_id: UUID | None = None


@transaction.atomic
def book_lines(*, org_id: UUID, bookings: Sequence[LineBooking], by: UUID, now: datetime) -> list[Outcome]:
    """Record a voucher on the day of the bank for each line, and match them; good ones are kept.

    Law:     posting-rules/cooperative
    Shape:   one outcome per booking, in order: recorded, known (made before under this id) or refused
    Raises:  LinesAreOfNoCooperative
    Queries: about 25 for each booking
    """
    if not is_cooperative(org_id=org_id):
        raise LinesAreOfNoCooperative()
    lock_books(org_id=org_id)
    known = {row.id: row.line_id for row in Match.objects.filter(org_id=org_id, id__in=[each.id for each in bookings])}
    outcomes = []
    for booking in bookings:
        try:
            if known.setdefault(booking.id, booking.line_id) != booking.line_id:
                raise AwaitedDiffers()
            is_known = Match.objects.filter(org_id=org_id, id=booking.id).exists()
            outcomes.append(Outcome(booking.id, "known") if is_known else _book(org_id, booking, by, now))
        except Refusal as refusal:
            outcomes.append(Outcome(booking.id, "refused", refusal))
    return outcomes


@transaction.atomic
def _book(org_id: UUID, booking: LineBooking, by: UUID, now: datetime) -> Outcome:
    line = get_line(org_id=org_id, line_id=booking.line_id)
    amount = Dong(line.left_vnd) if booking.amount_vnd is None else booking.amount_vnd
    if not 0 < amount <= line.left_vnd:
        raise LineIsUsedUp(open_vnd=line.left_vnd)
    offered = list_line_rules(on=line.booked_on, is_in=line.amount_vnd > 0)
    if not any(each.rule == booking.rule and each.facts == dict(booking.facts) for each in offered):
        raise RuleMovesNoBankMoney(rule=booking.rule[:60])
    voucher = VoucherDraft(
        id=new_id(),
        voucher_on=line.booked_on,
        rule=booking.rule,
        facts=booking.facts,
        amounts={AMOUNT: amount},
        text=booking.text.strip() or tell_line(line=line, name=line.counterparty),
        member_id=booking.member_id,
        counterparty_id=booking.counterparty_id,
    )
    (outcome,) = record_vouchers(org_id=org_id, vouchers=[voucher], by=by, now=now)
    if outcome.refusal is not None:
        raise outcome.refusal
    payable = Payable(VOUCHER, voucher.id, line.booked_on, amount, is_in=line.amount_vnd > 0, is_debt=False)
    candidate = Candidate(payable, amount, (Reason.RULE, Reason.CHOSEN))
    given = {"org_id": org_id, "line": line, "candidate": candidate, "by": by, "now": now}
    keep_match(match_id=booking.id, made_by=MadeBy.PERSON, move_id=voucher.id, **given)  # type: ignore[arg-type]
    return Outcome(booking.id, "recorded", entry_label=outcome.entry_label)
