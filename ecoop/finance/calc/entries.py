"""Which posting rules an event of a loan follows, with which amounts and facts."""

from collections.abc import Iterator
from typing import NamedTuple

from ecoop.finance.calc.words import EventKind, EventMeans
from ecoop.kernel.dong import Dong


class RuleCall(NamedTuple):
    """A posting rule, its amount and the facts it chooses by."""

    rule: str
    amount_vnd: Dong
    facts: dict[str, str]


class Parts(NamedTuple):
    """The figures of an event that its entry is made of."""

    kind: EventKind
    means: EventMeans
    amount_vnd: Dong
    principal_vnd: Dong
    interest_vnd: Dong
    off_books_vnd: Dong


def list_rule_calls(*, parts: Parts) -> list[RuleCall]:
    """List the posting rules of an event; none for what moves no account.

    Law:    C71 Appendix I, accounts 132, 512, 006, 008, 229
    """
    return [call for call in _calls(parts) if call.amount_vnd]


def _calls(parts: Parts) -> Iterator[RuleCall]:
    facts = {"means": parts.means.value}
    match parts.kind:
        case EventKind.DISBURSED:
            yield RuleCall("internal-loan-out", parts.principal_vnd, facts)
        case EventKind.PLEDGED:
            yield RuleCall("internal-loan-collateral", parts.amount_vnd, {})
        case EventKind.RELEASED:
            yield RuleCall("internal-loan-collateral-returned", parts.amount_vnd, {})
        case EventKind.ACCRUED:
            on_books_vnd = Dong(parts.interest_vnd - parts.off_books_vnd)
            yield RuleCall("internal-loan-interest", on_books_vnd, {"means": EventMeans.RECEIVABLE.value})
            yield RuleCall("internal-loan-interest-doubtful", parts.off_books_vnd, {})
        case EventKind.REPAID:
            yield RuleCall("internal-loan-repaid", parts.principal_vnd, facts)
            yield RuleCall("internal-loan-interest-collected", Dong(parts.interest_vnd - parts.off_books_vnd), facts)
            yield RuleCall("internal-loan-interest", parts.off_books_vnd, facts)
            yield RuleCall("internal-loan-interest-doubtful-ended", parts.off_books_vnd, {})
        case EventKind.WRITTEN_OFF:
            covered = {"covered": parts.means.value}
            yield RuleCall("internal-loan-loss", parts.principal_vnd, {**covered, "part": "principal"})
            on_books_vnd = Dong(parts.interest_vnd - parts.off_books_vnd)
            yield RuleCall("internal-loan-loss", on_books_vnd, {**covered, "part": "interest"})
            yield RuleCall("internal-loan-interest-doubtful-ended", parts.off_books_vnd, {})
        case EventKind.RECOVERED:
            yield RuleCall("internal-loan-recovered", parts.amount_vnd, facts)
        case EventKind.PROVIDED:
            yield RuleCall("provision-made", parts.principal_vnd, {"against": "bad_debts"})
        case EventKind.PROVISION_RELEASED:
            yield RuleCall("provision-released", parts.principal_vnd, {"against": "bad_debts"})
