"""Bring in members from a list, each with the capital they paid in and the agreement they signed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.admit_members import Admission, admit_one_by_one
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.actions.sign_agreements import AgreementDraft, sign_agreements
from ecoop.members.calc import MemberDraft
from ecoop.members.errors import CharterCapitalUnknown
from ecoop.members.queries import find_charter_capital


def bring_in_members(*, org_id: UUID, members: Sequence[MemberDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Admit members from a list with their capital; a row that cannot stand whole leaves nothing behind.

    Law:    L17 Arts 15, 30, 74
    Shape:  one outcome per member, in order
    Raises: nothing; every refusal is an outcome
    Queries: about 35 for any number of members; as many again for each halving of a batch with refused capital
    """
    paid_on = max((one.paid_on or one.admitted_on for one in members if one.capital_vnd), default=None)
    refusal = None
    if paid_on and find_charter_capital(org_id=org_id, day=paid_on) is None:
        refusal = CharterCapitalUnknown(day=paid_on)
    refused = {one.id: Outcome(one.id, "refused", refusal) for one in members if refusal and one.capital_vnd}
    good = [one for one in members if one.id not in refused]
    outcomes = refused | {each.id: each for each in _halve(org_id=org_id, members=good, by=by, now=now)}
    return [outcomes[one.id] for one in members]


def _halve(*, org_id: UUID, members: Sequence[MemberDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Bring in a batch; where its capital is refused, bring in its halves, until the refused row stands alone."""
    if not members:
        return []
    try:
        with transaction.atomic():
            return _bring_in(org_id=org_id, members=members, by=by, now=now)
    except Refusal as refusal:
        if len(members) == 1:
            return [Outcome(members[0].id, "refused", refusal)]
    half = len(members) // 2
    return [
        *_halve(org_id=org_id, members=members[:half], by=by, now=now),
        *_halve(org_id=org_id, members=members[half:], by=by, now=now),
    ]


def _bring_in(*, org_id: UUID, members: Sequence[MemberDraft], by: UUID, now: datetime) -> list[Outcome]:
    acting: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    outcomes = admit_one_by_one(admissions=[_admission(one) for one in members], **acting)
    recorded = {outcome.id for outcome in outcomes if outcome.status == "recorded"}
    new = [one for one in members if one.id in recorded]
    agreements = [
        AgreementDraft(uuid5(one.id, "agreement"), one.id, one.agreement, one.admitted_on)
        for one in new
        if one.agreement
    ]
    if agreements:
        sign_agreements(agreements=agreements, **acting)
    contributions = [
        Contribution(uuid5(one.id, "capital"), one.id, one.paid_on or one.admitted_on, one.means, one.capital_vnd)
        for one in new
        if one.capital_vnd
    ]
    if contributions:
        record_contributions(contributions=contributions, **acting)
    return outcomes


def _admission(one: MemberDraft) -> Admission:
    return Admission(
        id=one.id,
        number=one.number,
        name=one.name,
        member_org_id=None,
        admitted_on=one.admitted_on,
        brings_capital=one.brings_capital,
        uses=one.uses,
        works=one.works,
        particulars=one.who,
    )
