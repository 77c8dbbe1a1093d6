"""Record capital that members paid in, and post it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ecoop.audit.actions.record_event import record_event
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft
from ecoop.ledger.calc.rules import postings_by_rule
from ecoop.ledger.queries.rules import get_posting_rule
from ecoop.members.calc import CapitalRoom, Means, MemberType, measure_room
from ecoop.members.errors import (
    CapitalPassesCeiling,
    CharterCapitalUnknown,
    DocumentDiffers,
    MemberBringsNoCapital,
    MemberUnknown,
    NotAMemberThatDay,
)
from ecoop.members.models import CapitalContribution, Member
from ecoop.members.queries import History, get_charter_on, get_history, list_capital_ceilings, sum_paid_in

CAPITAL_LOCK = 7_272


@dataclass(frozen=True)
class Contribution:
    """Capital that one member paid in on one day."""

    id: UUID
    member_id: UUID
    paid_on: date
    means: Means
    amount_vnd: Dong


@transaction.atomic
def record_contributions(*, org_id: UUID, contributions: Sequence[Contribution], by: UUID, now: datetime) -> list[UUID]:
    """Enter payments of capital in the register and post them; those recorded before stay as they are.

    Law:    L17 Art. 74; cooperative/capital/*; the posting rule member-pays-capital
    Shape:  the ids that are new
    Raises: CapitalPassesCeiling, CharterCapitalUnknown, MemberBringsNoCapital, NotAMemberThatDay, MemberUnknown
    Queries: 11 for any number of payments
    """
    # Two payments at the same instant must not pass a ceiling together.
    _wait_for_our_turn(org_id)
    known = CapitalContribution.objects.filter(org_id=org_id).in_bulk([one.id for one in contributions])
    _refuse_differing(contributions, known)
    new = [one for one in contributions if one.id not in known]
    if not new:
        return []
    history = get_history(org_id=org_id, ids={one.member_id for one in new})
    _check_members(new, history)
    _check_ceilings(org_id=org_id, new=new)
    CapitalContribution.objects.bulk_create(
        CapitalContribution(
            id=one.id,
            org_id=org_id,
            member_id=one.member_id,
            member_org_id=history.members[one.member_id].member_org_id,
            paid_on=one.paid_on,
            means=one.means.value,
            amount_vnd=one.amount_vnd,
            recorded_by_id=by,
            recorded_at=now,
        )
        for one in new
    )
    entries = [_draft_entry(one, history.members[one.member_id]) for one in new]
    post_entries(org_id=org_id, entries=entries, by=by, now=now)
    record_event(
        org_id=org_id,
        person_id=by,
        verb="members.capital.record",
        object_kind="capital_contribution",
        object_id=new[0].id if len(new) == 1 else None,
        detail={"count": len(new)},
        now=now,
    )
    return [one.id for one in new]


def _wait_for_our_turn(org_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(uuid_hash_extended(%s, %s))", [org_id, CAPITAL_LOCK])


def _refuse_differing(contributions: Iterable[Contribution], known: dict[UUID, CapitalContribution]) -> None:
    for one in contributions:
        row = known.get(one.id)
        if row and (row.member_id, row.paid_on, row.amount_vnd) != (one.member_id, one.paid_on, one.amount_vnd):
            raise DocumentDiffers(document=one.id)


def _check_members(new: Sequence[Contribution], history: History) -> None:
    for one in new:
        member = history.members.get(one.member_id)
        if member is None:
            raise MemberUnknown(member=one.member_id)
        kind = history.find_type_on(member_id=one.member_id, day=one.paid_on)
        if kind is None:
            raise NotAMemberThatDay(name=member.name, day=one.paid_on)
        if kind is MemberType.ASSOCIATE_NO_CAPITAL:
            raise MemberBringsNoCapital(name=member.name, day=one.paid_on)


def _check_ceilings(*, org_id: UUID, new: Sequence[Contribution]) -> None:
    """Hold what everybody would own after the batch against the ceilings of its last day."""
    day = max(one.paid_on for one in new)
    charter = get_charter_on(org_id=org_id, day=day)
    if "charter_capital_vnd" not in charter:
        raise CharterCapitalUnknown(day=day)
    whole_vnd = Dong(int(charter["charter_capital_vnd"].value))
    form = charter["form"].value if "form" in charter else "htx"
    ceilings = list_capital_ceilings(law=lawbook.on(day), form=form)
    held = sum_paid_in(org_id=org_id, day=date.max)
    for one in new:
        held[one.member_id] = Dong(held.get(one.member_id, 0) + one.amount_vnd)
    history = get_history(org_id=org_id, ids=held)
    associates_vnd = Dong(0)
    for member_id, held_vnd in held.items():
        kind = history.find_type_on(member_id=member_id, day=day)
        if kind is MemberType.OFFICIAL:
            room = measure_room(charter_capital_vnd=whole_vnd, held_vnd=held_vnd, ceiling=ceilings["official"])
            _refuse_above(room, who=history.members[member_id].name)
        elif kind is not None:
            associates_vnd = Dong(associates_vnd + held_vnd)
    room = measure_room(charter_capital_vnd=whole_vnd, held_vnd=associates_vnd, ceiling=ceilings["associates"])
    _refuse_above(room, who=_("All associate members together"))


def _refuse_above(room: CapitalRoom, *, who: str) -> None:
    if room.held_vnd > room.most_vnd:
        raise CapitalPassesCeiling(who=who, held_vnd=room.held_vnd, most_vnd=room.most_vnd, law=room.law)


def _draft_entry(one: Contribution, member: Member) -> EntryDraft:
    rule = get_posting_rule(regime="cooperative", rule="member-pays-capital", law=lawbook.on(one.paid_on))
    postings = postings_by_rule(
        rule=rule,
        amounts={"amount_vnd": one.amount_vnd},
        facts={"means": one.means.value},
        party_id=member.id,
    )
    text = f"{rule.label_vi}: {member.number} {member.name}"
    return EntryDraft("members.contribution", one.id, one.paid_on, one.paid_on, text, postings)
