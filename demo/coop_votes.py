"""A secret vote of the demo, from the ballot on each phone to the published list, as people and phones would do it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ecoop.governance.actions.close_vote import close_vote
from ecoop.governance.actions.drop_in_box import drop_in_box
from ecoop.governance.actions.hand_out_ballots import sign_ballots
from ecoop.governance.actions.open_box import open_box
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.ballots import message_of
from ecoop.governance.calc.blind import TOKEN_BYTES, blind, finalize, prepare
from ecoop.governance.queries.attending import list_present
from ecoop.governance.queries.votes import get_ballot


def vote_in_secret(
    *, org_id: UUID, motion_id: UUID, choices: Mapping[UUID, str], by: UUID, now: datetime, ballot_id: UUID
) -> UUID:
    """Put a motion of an open meeting to a secret vote by phone, with the choice of each member; give the ballot.

    Whoever is not here, or is not in `choices`, takes no ballot. Call it inside the walls, once for a ballot.
    """
    open_vote(org_id=org_id, motion_id=motion_id, by=by, now=now, ballot_id=ballot_id)
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    here = list_present(org_id=org_id, meeting_id=ballot.meeting_id, at=now)
    taken: list[tuple[str, str, str]] = []
    for voter in here:
        if voter.carries and voter.member_id in choices:
            tokens = _take(org_id, ballot_id, ballot.public_key, voter.member_id, voter.carries, now)
            taken += [(token, choices[voter.member_id], signature) for token, signature in tokens]
    open_box(org_id=org_id, ballot_id=ballot_id, by=by, now=now)
    # In the order of the tokens, which is the order of chance.
    for token, choice, signature in sorted(taken):
        drop_in_box(org_id=org_id, ballot_id=ballot_id, token=token, choice=choice, signature=signature)
    close_vote(org_id=org_id, ballot_id=ballot_id, by=by, now=now)
    return ballot_id


def _take(
    org_id: UUID, ballot_id: UUID, key: str, member_id: UUID, carries: int, now: datetime
) -> list[tuple[str, str]]:
    prepared = [prepare(message=message_of(ballot_id=ballot_id)) for _vote in range(carries)]
    mine = [blind(public_pem=key, prepared=each) for each in prepared]
    asked = [each.message for each in mine]
    signed = sign_ballots(org_id=org_id, ballot_id=ballot_id, member_id=member_id, blinded=asked, now=now)
    return [
        (
            each[:TOKEN_BYTES].hex(),
            finalize(public_pem=key, prepared=each, blind_signature=answer, inverse=own.inverse).hex(),
        )
        for each, own, answer in zip(prepared, mine, signed, strict=True)
    ]
