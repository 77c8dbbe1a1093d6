"""Sign the same agreement with many members, some hundred at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from ecoop.members.actions.sign_agreements import AgreementDraft, sign_agreements
from ecoop.members.calc import MemberType
from ecoop.members.models import Member
from ecoop.members.queries.agreements import list_without_agreement
from ecoop.members.queries.register import get_history

AT_ONCE = 200


@dataclass(frozen=True)
class AgreementTerms:
    """What all the agreements of a season say; each gets the prefix and its member's number as its own number."""

    prefix: str
    signed_on: date
    ends_before: date | None
    subject: str
    terms: str
    season: str


@dataclass(frozen=True)
class SigningStep:
    """How far signing with everybody has come: up to which member's number, and how many agreements are new."""

    after: str
    signed: int
    is_done: bool


@transaction.atomic
def sign_with_members(
    *, org_id: UUID, terms: AgreementTerms, after: str, by: UUID, now: datetime, most: int = AT_ONCE
) -> SigningStep:
    """Sign with the next official members who have no agreement in force on that day; sent twice, it signs once.

    Law:    L17 Art. 4, clause 1
    Raises: AgreementNumberTaken, AgreementEndsBeforeItBegins
    Queries: 13 for any number of members
    """
    members = list(Member.objects.filter(org_id=org_id, number__gt=after).order_by("number")[: most + 1])
    turn = members[:most]
    history = get_history(org_id=org_id, ids=[member.id for member in turn])
    official = [
        member.id
        for member in turn
        if history.find_type_on(member_id=member.id, day=terms.signed_on) is MemberType.OFFICIAL
    ]
    lacking = set(list_without_agreement(org_id=org_id, member_ids=official, day=terms.signed_on))
    drafts = [_draft(org_id, member, terms) for member in turn if member.id in lacking]
    signed = sign_agreements(org_id=org_id, agreements=drafts, by=by, now=now)
    return SigningStep(turn[-1].number if turn else after, len(signed), len(members) <= most)


def _draft(org_id: UUID, member: Member, terms: AgreementTerms) -> AgreementDraft:
    return AgreementDraft(
        id=uuid5(org_id, f"agreement\x1f{terms.prefix}\x1f{terms.signed_on}\x1f{member.id}"),
        member_id=member.id,
        number=f"{terms.prefix}{member.number}",
        signed_on=terms.signed_on,
        ends_before=terms.ends_before,
        subject=terms.subject,
        terms=terms.terms,
        season=terms.season,
    )
