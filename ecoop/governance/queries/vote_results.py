"""The result of a ballot with the arithmetic beside it, worked out anew from what was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.governance.calc.ballots import write_list
from ecoop.governance.calc.votes import Counts, Elected, Outcome, elect, least_above
from ecoop.governance.queries.votes import BallotFacts, ClosureFacts, find_closure, get_ballot, list_box
from ecoop.kernel.dates import vietnam_day
from ecoop.lawbook import queries as lawbook
from ecoop.resolutions.calc import SIMPLE_ABOVE, Majority, TallyStep, tally


@dataclass(frozen=True)
class BallotResult:
    """What came out: the counts, the steps printed beside them, and of an election who has a seat."""

    counts: Counts
    sources: Mapping[str, Counts]
    votes_for: int
    votes_against: int
    votes_blank: int
    cast: int
    is_passed: bool
    steps: tuple[TallyStep, ...]
    elected: Elected | None
    resolution_id: UUID | None


def get_result(*, ballot: BallotFacts, closure: ClosureFacts) -> BallotResult:
    """Reckon the result of a counted ballot, by the law of the day on which it closed.

    Law:     cooperative/meeting/majority/{base, simple_ratio_above, special_ratio_min}
    Queries: 0
    """
    law = lawbook.on(vietnam_day(closure.closed_at))
    counts = closure.counts
    if not ballot.is_election:
        reckoned = tally(
            votes_for=closure.votes_for,
            votes_against=closure.votes_against,
            votes_blank=closure.votes_blank,
            majority=ballot.majority,
            law=law,
        )
        return _result(closure, reckoned.cast, reckoned.is_passed, reckoned.steps, None)
    # Of an election every ballot handed in counts, whomever it names.
    best = max((counts.of(option.code) for option in ballot.options), default=0)
    reckoned = tally(
        votes_for=best,
        votes_against=0,
        votes_blank=counts.handed_in - best,
        majority=Majority.SIMPLE,
        law=law,
    )
    elected = elect(
        counts=counts,
        options=ballot.options,
        seats=ballot.seats,
        above=law.rate(SIMPLE_ABOVE),
        cast=counts.handed_in,
    )
    least = least_above(above=law.rate(SIMPLE_ABOVE), cast=counts.handed_in)
    seat = TallyStep(_("Votes needed for a seat"), least, law.cite(SIMPLE_ABOVE))
    steps = (reckoned.steps[3], reckoned.steps[5], seat)
    return _result(closure, counts.handed_in, bool(elected.winners), steps, elected)


def find_result(*, org_id: UUID, ballot: BallotFacts) -> BallotResult | None:
    """Find the result of a ballot that was counted.

    Queries: 1
    """
    closure = find_closure(org_id=org_id, ballot_id=ballot.id)
    return get_result(ballot=ballot, closure=closure) if closure and closure.outcome is Outcome.COUNTED else None


def get_ballot_list(*, org_id: UUID, ballot_id: UUID) -> str | None:
    """Write the published list of a secret ballot that was counted; None while there is none.

    Raises:  BallotUnknown
    Queries: 3
    """
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    closure = find_closure(org_id=org_id, ballot_id=ballot_id)
    if closure is None or closure.outcome is not Outcome.COUNTED or not ballot.is_secret:
        return None
    return write_list(
        ballot_id=ballot_id,
        title=ballot.title,
        public_pem=ballot.public_key,
        options=ballot.options,
        seats=ballot.seats,
        lines=[(line.token, line.choice, line.signature) for line in list_box(org_id=org_id, ballot_id=ballot_id)],
        counts=closure.sources.get("box", Counts({}, 0)),
    )


def _result(
    closure: ClosureFacts, cast: int, is_passed: bool, steps: tuple[TallyStep, ...], elected: Elected | None
) -> BallotResult:
    return BallotResult(
        counts=closure.counts,
        sources=closure.sources,
        votes_for=closure.votes_for,
        votes_against=closure.votes_against,
        votes_blank=closure.votes_blank,
        cast=cast,
        is_passed=is_passed,
        steps=steps,
        elected=elected,
        resolution_id=closure.resolution_id,
    )
