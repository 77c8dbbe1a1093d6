"""Two hands at once: no limit is passed together, no application is decided twice, no loan is paid out twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from ecoop.finance.actions.disburse_loan import DisbursementDraft, disburse_loan
from ecoop.finance.actions.repay_loan import RepaymentDraft, repay_loan
from ecoop.finance.actions.sign_loan import LoanDraft, sign_loan
from ecoop.finance.calc import EventMeans
from ecoop.finance.errors import ApplicationIsDecided, LendingRuleBroken, LoanIsPaidOut, PaysMoreThanOwed
from ecoop.finance.queries import get_frame, get_loan
from ecoop.finance.tests.stage import LENT_ON, M, set_lending_stage
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.queries import list_findings
from tests.cast import Cast, bring_the_cast

HANDS = 2


def at_once(cast: Cast, act: Callable[[int], Any]) -> list[type[Refusal] | None]:
    """Let every hand do it at the same time; answer what each was told, success first."""

    def one(hand: int) -> type[Refusal] | None:
        try:
            with cast.inside(cast.coop, cast.lan):
                act(hand)
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(one, range(HANDS)), key=lambda told: told is not None)


def test_two_hands_pass_no_limit_decide_nothing_twice_and_pay_once(committed_db: str) -> None:
    """The limit of one member is 25 million: of two applications of 15 million one is approved."""
    cast = bring_the_cast()
    with cast.inside(cast.coop, cast.lan):
        stage = set_lending_stage(cast)
        two = [stage.ask(amount=15 * M) for _hand in range(HANDS)]
        other = stage.ask(amount=10 * M, member=stage.members.hoa)
    told = at_once(cast, lambda hand: stage.approve(two[hand], amount=15 * M))
    assert told == [None, LendingRuleBroken]
    told = at_once(cast, lambda _hand: stage.approve(other, amount=10 * M))
    assert told == [None, ApplicationIsDecided]
    with cast.inside(cast.coop, cast.lan):
        loan_id = sign_loan(loan=LoanDraft(new_id(), other, LENT_ON, "Hoa"), **stage.act)

    def pay_out(_hand: int) -> None:
        disburse_loan(disbursement=DisbursementDraft(new_id(), loan_id, LENT_ON, EventMeans.CASH), **stage.act)

    assert at_once(cast, pay_out) == [None, LoanIsPaidOut]

    def pay_back(_hand: int) -> None:
        draft = RepaymentDraft(new_id(), loan_id, LENT_ON, EventMeans.CASH, Dong(6 * M))
        repay_loan(repayment=draft, **stage.act)

    assert at_once(cast, pay_back) == [None, PaysMoreThanOwed]
    with cast.inside(cast.coop, cast.lan):
        loan = get_loan(org_id=cast.coop.id, loan_id=loan_id)
        assert loan.state_on(day=LENT_ON).principal_vnd == 4 * M
        frame = get_frame(org_id=cast.coop.id, day=LENT_ON)
        assert (frame.pool.used_vnd, frame.pool.promised_vnd) == (4 * M, 15 * M)
        assert list_findings(org_id=cast.coop.id) == []
