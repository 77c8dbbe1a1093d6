"""What is done about loans that may not come back: doubt, provision, write-off, collateral."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ecoop.finance.actions.repay_loan import ready_for
from ecoop.finance.actions.write_events import EventDraft, check_day, is_known, write_events
from ecoop.finance.calc import EventKind, EventMeans
from ecoop.finance.errors import (
    DecisionNeedsPaper,
    LoanAmountWrong,
    LoanStateDoesNotFit,
    NothingToWriteOff,
    ProvisionIsOff,
    ProvisionTooLarge,
    RecoversMoreThanLost,
)
from ecoop.finance.queries.law import PROVISION, law_on
from ecoop.finance.queries.loans import LoanFacts, get_loan
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong, format_dong
from ecoop.ledger.actions.lock_books import lock_books

_BY_HAND = "by_hand"


@dataclass(frozen=True)
class LossDraft:
    """A step about a loan that may not come back; amounts only where the step has one."""

    id: UUID
    loan_id: UUID
    kind: EventKind
    on: date
    paper: str = ""
    principal_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    interest_vnd: Dong = Dong(0)  # noqa: RUF009
    covered: EventMeans = EventMeans.COST
    text: str = ""


@transaction.atomic
def handle_loss(*, org_id: UUID, loss: LossDraft, by: UUID, now: datetime) -> UUID:
    """Record one step and post it: doubtful interest goes off the books, a provision and a write-off into them.

    Money that comes back after a write-off is other income, and never more than was written off.

    Law:    C71 Appendix I, accounts 132, 008, 006, 229, 558, 6123; cooperative/lending/provision
    Raises: LoanNotFound, LoanNotPaidOut, LoanEventTooEarly, LoanStateDoesNotFit, DecisionNeedsPaper, LoanAmountWrong,
            ProvisionIsOff, ProvisionTooLarge, NothingToWriteOff, RecoversMoreThanLost, LoanDiffers, LoanDayIsAhead
    Queries: about 45
    """
    lock_books(org_id=org_id)
    before = get_loan(org_id=org_id, loan_id=loss.loan_id)
    amount_vnd = before.collateral_vnd if loss.kind is EventKind.RELEASED else _amount(loss)
    if is_known(org_id=org_id, draft_id=loss.id, kind=loss.kind, on=loss.on, amount_vnd=amount_vnd):
        return loss.id
    check_day(day=loss.on, now=now)
    loan = ready_for(org_id=org_id, loan_id=loss.loan_id, on=loss.on, by=by, now=now)
    _check(loan, loss)
    state = loan.state_on(day=loss.on)
    is_write_off = loss.kind is EventKind.WRITTEN_OFF
    moves_money = is_write_off or loss.kind is EventKind.RECOVERED
    on_books_vnd = state.unpaid_interest_vnd - state.off_books_vnd
    draft = EventDraft(
        id=loss.id,
        loan=loan,
        kind=loss.kind,
        on=loss.on,
        amount_vnd=amount_vnd,
        principal_vnd=loss.principal_vnd,
        interest_vnd=loss.interest_vnd,
        off_books_vnd=Dong(max(0, loss.interest_vnd - on_books_vnd)) if is_write_off else Dong(0),
        means=loss.covered if moves_money else EventMeans.NONE,
        paper=loss.paper,
        text=loss.text,
    )
    write_events(org_id=org_id, drafts=[draft], by=by, now=now)
    return loss.id


def _amount(loss: LossDraft) -> Dong:
    return Dong(loss.principal_vnd + loss.interest_vnd)


def _check(loan: LoanFacts, loss: LossDraft) -> None:
    """Refuse a step that the loan's state or the law's switch does not allow."""
    state = loan.state_on(day=loss.on)
    if loss.kind in (EventKind.WRITTEN_OFF, EventKind.PROVIDED) and not loss.paper.strip():
        raise DecisionNeedsPaper(missing=_("the resolution"))
    if loss.kind in (EventKind.DOUBTED, EventKind.DOUBT_ENDED):
        if state.is_doubtful is (loss.kind is EventKind.DOUBTED):
            raise LoanStateDoesNotFit(number=loan.number, why=_("it is doubtful or not already"))
        return
    if loss.kind is EventKind.RELEASED:
        _check_release(loan, is_settled=state.is_settled)
        return
    if loss.principal_vnd < 0 or loss.interest_vnd < 0 or not _amount(loss):
        raise LoanAmountWrong
    if loss.kind is EventKind.RECOVERED:
        if _amount(loss) > loan.lost_vnd:
            raise RecoversMoreThanLost(number=loan.number, most=format_dong(loan.lost_vnd))
        return
    if loss.kind is EventKind.WRITTEN_OFF:
        if loss.principal_vnd > state.principal_vnd or loss.interest_vnd > state.unpaid_interest_vnd:
            raise NothingToWriteOff(
                day=format_day(loss.on),
                number=loan.number,
                principal=format_dong(state.principal_vnd),
                interest=format_dong(state.unpaid_interest_vnd),
            )
        return
    if law_on(day=loss.on).switch(PROVISION) != _BY_HAND:
        raise ProvisionIsOff
    room_vnd = Dong(state.principal_vnd - state.provided_vnd)
    most_vnd = room_vnd if loss.kind is EventKind.PROVIDED else state.provided_vnd
    if loss.principal_vnd > most_vnd:
        raise ProvisionTooLarge(most=format_dong(most_vnd), number=loan.number)


def _check_release(loan: LoanFacts, *, is_settled: bool) -> None:
    kinds = [each.kind for each in loan.happened]
    if kinds.count(EventKind.PLEDGED) <= kinds.count(EventKind.RELEASED):
        raise LoanStateDoesNotFit(number=loan.number, why=_("no collateral is held"))
    if not is_settled:
        raise LoanStateDoesNotFit(number=loan.number, why=_("it is not settled yet"))
