"""Take a ballot into the box, from whomever it comes.

It comes without a name, and nothing about its coming is kept: no moment, no event in the audit trail, no line in the
log. Whoever holds a token with the signature of this vote may drop it once.
"""

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ecoop.governance.actions.lock_ballot import join_ballot
from ecoop.governance.calc.ballots import id_of_token, is_ballot_signed, is_well_formed
from ecoop.governance.calc.votes import read_choice
from ecoop.governance.errors.votes import (
    BallotIsClosed,
    BallotIsForged,
    BallotIsOpen,
    BallotUnreadable,
    BoxIsNotOpen,
    ChoiceUnknown,
    TokenVotedOtherwise,
)
from ecoop.governance.models import BoxBallot
from ecoop.governance.queries.votes import get_ballot

_INSERT = """
    INSERT INTO governance_box_ballot (org_id, id, ballot_id, token, choice, signature)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


@transaction.atomic
def drop_in_box(*, org_id: UUID, ballot_id: UUID, token: str, choice: str, signature: str) -> None:
    """Drop a ballot; the same one twice is one, and another choice on it is refused.

    Raises: BallotUnknown, BallotIsClosed, BallotIsOpen, BoxIsNotOpen, BallotUnreadable, ChoiceUnknown, BallotIsForged,
            TokenVotedOtherwise
    """
    join_ballot(ballot_id=ballot_id)
    ballot = get_ballot(org_id=org_id, ballot_id=ballot_id)
    if not ballot.is_open:
        raise BallotIsClosed()
    if not ballot.is_secret:
        raise BallotIsOpen()
    if ballot.is_handing_out:
        raise BoxIsNotOpen()
    written = read_choice(text=choice, options=ballot.options, seats=ballot.seats)
    if written is None:
        raise ChoiceUnknown(seats=ballot.seats)
    if not is_well_formed(token=token, signature=signature):
        raise BallotUnreadable()
    if not is_ballot_signed(public_pem=ballot.public_key, ballot_id=ballot_id, token=token, signature=signature):
        raise BallotIsForged()
    row: list[Any] = [org_id, id_of_token(ballot_id=ballot_id, token=token), ballot_id, token, written, signature]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        if cursor.rowcount:
            return
    if BoxBallot.objects.get(org_id=org_id, ballot_id=ballot_id, token=token).choice != written:
        raise TokenVotedOtherwise()
