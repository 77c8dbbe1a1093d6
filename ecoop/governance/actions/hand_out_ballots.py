"""Hand out the ballots of a secret vote: signed blind to a phone, or on paper; to nobody twice.

Nothing here writes down a moment, and nothing tells the audit trail who took ballots by phone: the list of those who
took some is one table, the box is another, and between the last signature and the first ballot dropped stands the
opening of the box.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.actions.lock_ballot import join_ballot
from ecoop.governance.actions.seal_key import unseal_key
from ecoop.governance.calc.blind import KEY_BITS, BlindingFailed, sign_blinded
from ecoop.governance.calc.votes import IssueMeans
from ecoop.governance.errors.votes import (
    BallotIsClosed,
    BallotIsOpen,
    BallotsHandedOutAlready,
    BallotUnreadable,
    HandingOutIsOver,
    NotEntitledToVote,
    WrongNumberOfBallots,
)
from ecoop.governance.models import BallotKey
from ecoop.governance.queries.attending import find_present, map_present
from ecoop.governance.queries.meeting_facts import Present
from ecoop.governance.queries.votes import BallotFacts, find_issue, get_ballot

_INSERT = """
    INSERT INTO governance_ballot_issue (org_id, id, ballot_id, member_id, member_org_id, means, ballots, asked)
    SELECT %s, v.id, %s, v.member_id, m.member_org_id, %s, v.ballots, %s
    FROM unnest(%s::uuid[], %s::uuid[], %s::integer[]) AS v (id, member_id, ballots)
    JOIN members_member m ON m.org_id = %s AND m.id = v.member_id
    ON CONFLICT DO NOTHING RETURNING member_id
"""


@transaction.atomic
def sign_ballots(
    *, org_id: UUID, ballot_id: UUID, member_id: UUID, blinded: Sequence[bytes], now: datetime
) -> list[bytes]:
    """Sign as many blinded ballots as a member carries votes, once; the same request again gets the same answer.

    Raises: BallotUnknown, BallotIsClosed, BallotIsOpen, HandingOutIsOver, NotEntitledToVote, WrongNumberOfBallots,
            BallotsHandedOutAlready, BallotUnreadable
    """
    join_ballot(ballot_id=ballot_id)
    ballot = _secret(org_id, ballot_id)
    asked = hashlib.sha256(b"".join(blinded)).hexdigest()
    known = find_issue(org_id=org_id, ballot_id=ballot_id, member_id=member_id)
    if known is None:
        voter = _entitled(org_id, ballot, member_id, now)
        if len(blinded) != voter.carries or len(set(blinded)) < len(blinded):
            raise WrongNumberOfBallots(asked=len(set(blinded)), carries=voter.carries)
        signed = _sign(org_id, ballot, blinded)
        if _insert(org_id, ballot, IssueMeans.PHONE, [voter], asked):
            return signed
        known = find_issue(org_id=org_id, ballot_id=ballot_id, member_id=member_id)
    if known is None or known.asked != asked:
        raise BallotsHandedOutAlready(name=_("This member"))
    return _sign(org_id, ballot, blinded)


@transaction.atomic
def hand_out_paper(*, org_id: UUID, ballot_id: UUID, member_ids: Sequence[UUID], by: UUID, now: datetime) -> list[UUID]:
    """Note who was handed paper ballots, one for each vote carried; who has some already is left alone.

    Raises: BallotUnknown, BallotIsClosed, BallotIsOpen, HandingOutIsOver, NotEntitledToVote
    """
    join_ballot(ballot_id=ballot_id)
    ballot = _secret(org_id, ballot_id)
    here = {
        member_id: each
        for member_id, each in map_present(org_id=org_id, meeting_id=ballot.meeting_id, ids=member_ids, at=now).items()
        if each.carries
    }
    if not set(member_ids) <= here.keys():
        raise NotEntitledToVote(name=_("Somebody on the list"))
    voters = [here[member_id] for member_id in dict.fromkeys(member_ids)]
    handed = _insert(org_id, ballot, IssueMeans.PAPER, voters, "")
    record_event(
        org_id=org_id,
        person_id=by,
        verb="governance.ballot.hand-out",
        object_kind="ballot",
        object_id=ballot_id,
        detail={"paper": len(handed)},
        now=now,
    )
    return handed


def _secret(org_id: UUID, ballot_id: UUID) -> BallotFacts:
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    if not ballot.is_open:
        raise BallotIsClosed()
    if not ballot.is_secret:
        raise BallotIsOpen()
    if not ballot.is_handing_out:
        raise HandingOutIsOver()
    return ballot


def _entitled(org_id: UUID, ballot: BallotFacts, member_id: UUID, now: datetime) -> Present:
    voter = find_present(org_id=org_id, meeting_id=ballot.meeting_id, member_id=member_id, at=now)
    if voter is None or not voter.carries:
        raise NotEntitledToVote(name=voter.member_name if voter else _("This member"))
    return voter


def _sign(org_id: UUID, ballot: BallotFacts, blinded: Sequence[bytes]) -> list[bytes]:
    if any(len(each) * 8 != KEY_BITS for each in blinded):
        raise BallotUnreadable()
    key = unseal_key(sealed=BallotKey.objects.get(org_id=org_id, ballot_id=ballot.id).sealed)
    try:
        return [sign_blinded(private_pem=key, blinded=each) for each in blinded]
    except BlindingFailed as problem:
        raise BallotUnreadable() from problem


def _insert(org_id: UUID, ballot: BallotFacts, means: IssueMeans, voters: Sequence[Present], asked: str) -> list[UUID]:
    # Ids without a moment in them, and rows in an order of chance.
    shuffled = secrets.SystemRandom().sample(list(voters), len(voters))
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                org_id,
                ballot.id,
                means.value,
                asked,
                [uuid4() for _voter in shuffled],
                [voter.member_id for voter in shuffled],
                [voter.carries for voter in shuffled],
                org_id,
            ],
        )
        return [row[0] for row in cursor.fetchall()]
