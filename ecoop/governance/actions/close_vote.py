"""Close a ballot: count it once, destroy its key, lay its box in no order, and pass what was passed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import lock_ballot
from ecoop.governance.calc.votes import Choice, Counts, Outcome, join_counts
from ecoop.governance.errors.votes import BallotIsClosed, BoxIsNotOpen, CountIsTooHigh, GivingUpNeedsReason
from ecoop.governance.models import BallotClosure
from ecoop.governance.queries.attending import count_votes_during
from ecoop.governance.queries.meetings import get_meeting, get_motion
from ecoop.governance.queries.vote_results import BallotResult, get_result
from ecoop.governance.queries.votes import (
    BallotFacts,
    ClosureFacts,
    count_box,
    count_open_votes,
    counts_of,
    get_ballot,
    latest_counts,
)
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.ids import new_id
from ecoop.resolutions.actions.pass_resolution import pass_resolution
from ecoop.resolutions.calc import ResolutionDraft

BALLOT = "ballot"
_SEAL = "SELECT governance_seal_box(%s, %s)"
# What an election keeps of a candidate for the resolution is everything but how the ballot names them.
_ON_THE_BALLOT = frozenset({"code", "label"})


@transaction.atomic
def close_vote(*, org_id: UUID, ballot_id: UUID, by: UUID, now: datetime) -> BallotResult:
    """Close and count a ballot; what has enough votes becomes a resolution of the meeting.

    Law:    cooperative/meeting/majority
    Raises: BallotUnknown, BallotIsClosed, BoxIsNotOpen, CountIsTooHigh, and what `pass_resolution` refuses
    """
    ballot = _open(org_id, ballot_id)
    if ballot.is_handing_out:
        raise BoxIsNotOpen()
    sources = _count(org_id, ballot)
    counts = join_counts(*sources.values())
    attended = _check_sum(org_id, ballot, counts, now)
    closure = _closure(ballot, counts, sources, now)
    result = get_result(ballot=ballot, closure=closure)
    resolution_id = _pass(org_id, ballot, result, attended, by, now) if result.is_passed else None
    _put_away(org_id, ballot)
    _write(org_id, ballot, Outcome.COUNTED, closure, "", resolution_id, by, now)
    return replace(result, resolution_id=resolution_id)


@transaction.atomic
def give_up_vote(*, org_id: UUID, ballot_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Close a ballot without counting it, with a reason; the motion may be put to the vote again.

    Raises: BallotUnknown, BallotIsClosed, GivingUpNeedsReason
    """
    ballot = _open(org_id, ballot_id)
    if not reason.strip():
        raise GivingUpNeedsReason()
    _put_away(org_id, ballot)
    _write(org_id, ballot, Outcome.GIVEN_UP, None, reason.strip(), None, by, now)


def _open(org_id: UUID, ballot_id: UUID) -> BallotFacts:
    lock_ballot(ballot_id=ballot_id)
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    if not ballot.is_open:
        raise BallotIsClosed()
    return ballot


def _count(org_id: UUID, ballot: BallotFacts) -> dict[str, Counts]:
    by_hand = {
        source.value: counts_of(row) for source, row in latest_counts(org_id=org_id, ballot_id=ballot.id).items()
    }
    if ballot.is_secret:
        return {"box": count_box(org_id=org_id, ballot=ballot), **by_hand}
    return {"names": count_open_votes(org_id=org_id, ballot=ballot), **by_hand}


def _check_sum(org_id: UUID, ballot: BallotFacts, counts: Counts, now: datetime) -> int:
    """Refuse more votes than were carried while the ballot was open; give how many that were.

    Whoever voted on a phone after the hands were counted may be in both.
    """
    attended = count_votes_during(
        org_id=org_id, meeting_id=ballot.meeting_id, from_at=ballot.opened_at, to_at=max(now, ballot.opened_at)
    )
    if counts.handed_in > attended:
        raise CountIsTooHigh(counted=counts.handed_in, most=attended)
    return attended


def _closure(ballot: BallotFacts, counts: Counts, sources: Mapping[str, Counts], now: datetime) -> ClosureFacts:
    return ClosureFacts(
        outcome=Outcome.COUNTED,
        counts=counts,
        sources=sources,
        votes_for=0 if ballot.is_election else counts.of(Choice.FOR),
        votes_against=0 if ballot.is_election else counts.of(Choice.AGAINST),
        votes_blank=counts.of(Choice.BLANK),
        reason="",
        resolution_id=None,
        closed_at=now,
    )


def _pass(org_id: UUID, ballot: BallotFacts, result: BallotResult, attended: int, by: UUID, now: datetime) -> UUID:
    motion = get_motion(org_id=org_id, motion_id=ballot.motion_id)
    meeting = get_meeting(org_id=org_id, meeting_id=ballot.meeting_id)
    day = vietnam_day(now)
    parameters: dict[str, Any] = dict(motion.parameters)
    votes_for, against, blank = result.votes_for, result.votes_against, result.votes_blank
    if result.elected:
        named = {str(option["code"]): option for option in motion.options}
        parameters["posts"] = [_post(named[each.option.code], day.isoformat()) for each in result.elected.winners]
        # An elected candidate stands in the resolution with the votes of the one who got fewest of those elected.
        votes_for = min(each.votes for each in result.elected.winners)
        against, blank = 0, result.cast - votes_for
    draft = ResolutionDraft(
        id=new_id(),
        number="",
        body=meeting.body,
        matter=motion.matter,
        title=motion.title,
        parameters=parameters,
        passed_on=day,
        starts_on=day,
        called=ballot.called,
        attended=attended,
        votes_for=votes_for,
        votes_against=against,
        votes_blank=blank,
        is_on_paper=False,
        text=motion.text,
        majority=ballot.majority,
    )
    return pass_resolution(org_id=org_id, draft=draft, by=by, now=now)


def _post(option: Mapping[str, Any], day: str) -> dict[str, Any]:
    said = {name: value for name, value in option.items() if name not in _ON_THE_BALLOT and value not in (None, "")}
    if "member_id" not in said and "name" not in said:
        said["name"] = option["label"]
    return {"role": "member", "starts_on": day, **said}


def _put_away(org_id: UUID, ballot: BallotFacts) -> None:
    if not ballot.is_secret:
        return
    with connection.cursor() as cursor:
        cursor.execute(_SEAL, [org_id, ballot.id])


def _write(
    org_id: UUID,
    ballot: BallotFacts,
    outcome: Outcome,
    closure: ClosureFacts | None,
    reason: str,
    resolution_id: UUID | None,
    by: UUID,
    now: datetime,
) -> None:
    said = (
        {
            "counts": _plain(closure.counts),
            "sources": {name: _plain(each) for name, each in closure.sources.items()},
        }
        if closure
        else {}
    )
    BallotClosure.objects.create(
        org_id=org_id,
        ballot_id=ballot.id,
        outcome=outcome.value,
        votes_for=closure.votes_for if closure else 0,
        votes_against=closure.votes_against if closure else 0,
        votes_blank=closure.votes_blank if closure else 0,
        result=said,
        reason=reason,
        resolution_id=resolution_id,
        recorded_by_id=by,
        recorded_at=now,
    )
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.ballot.close" if closure else "governance.ballot.give-up",
        object_kind=BALLOT,
        object_id=ballot.id,
        detail={"resolution": str(resolution_id) if resolution_id else ""},
        now=now,
    )


def _plain(counts: Counts) -> dict[str, Any]:
    return {"by_choice": dict(counts.by_choice), "handed_in": counts.handed_in}
