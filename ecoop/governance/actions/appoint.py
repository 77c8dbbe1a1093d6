"""Put people into bodies and offices, where the law allows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from ecoop.audit.actions.record_event import record_event
from ecoop.governance.calc.bodies import (
    BODY_WORDS,
    COLLEGIAL,
    ELECTED,
    GOVERNANCE_WORDS,
    ONLY_IN,
    BodyKind,
    Governance,
    PostFacts,
    PostRole,
)
from ecoop.governance.calc.clashes import BodyRules, Clash, end_of_term, find_clashes, is_foreign_share_kept
from ecoop.governance.errors.bodies import (
    AccountantNotQualified,
    BodyIsFull,
    BodyNotInGovernance,
    FamilyExcluded,
    HolderNotOfficial,
    OutsiderNeedsMeeting,
    OutsiderNotAllowed,
    PlaceTaken,
    PostHeldAlready,
    PostsExcludeEachOther,
    PostUnfounded,
    RowDiffers,
    TermEndsTooEarly,
    TermTooLong,
    TooManyForeigners,
)
from ecoop.governance.models import Holder, Post
from ecoop.governance.queries.bodies import find_officials, list_posts, list_ties, read_governance
from ecoop.governance.queries.body_rules import get_body_rules
from ecoop.kernel.dates import vietnam_day
from ecoop.resolutions.calc import DecidingBody
from ecoop.resolutions.queries import get_resolution

BODIES_LOCK = 7_281
_OFFICIALS_ONLY = frozenset({BodyKind.BOARD, BodyKind.SUPERVISORS})


@dataclass(frozen=True)
class AppointmentDraft:
    """Somebody to put into a body; without an end of the term, an elected one gets the longest the law allows."""

    id: UUID
    holder_id: UUID
    body: BodyKind
    role: PostRole
    starts_on: date
    rests_on: str
    term_ends_on: date | None = None
    resolution_id: UUID | None = None
    is_resident: bool = True
    is_foreign: bool = False
    is_qualified: bool = True


@dataclass(frozen=True)
class _Appointing:
    """What the checks of one appointment look at: the law, the governance, and who is there already."""

    rules: BodyRules
    governance: Governance
    held: tuple[PostFacts, ...]
    officials: Collection[UUID]


def lock_bodies(*, org_id: UUID) -> None:
    """Wait until nobody else changes the bodies of this cooperative, and hold them until the transaction ends.

    Queries: 1
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(uuid_hash_extended(%s, %s))", [org_id, BODIES_LOCK])


@transaction.atomic
def appoint(*, org_id: UUID, appointments: Sequence[AppointmentDraft], by: UUID, now: datetime) -> list[UUID]:
    """Put people into bodies and offices: all of them, or nobody.

    Law:     L17 Arts 62, 65, 68, 69, 71, 72; cooperative/incompatible-posts, cooperative/family
    Shape:   the ids of the posts that are new
    Raises:  BodyNotInGovernance, HolderNotOfficial, OutsiderNotAllowed, OutsiderNeedsMeeting, BodyIsFull, PlaceTaken,
             PostHeldAlready, TermEndsTooEarly, TermTooLong, TooManyForeigners, PostsExcludeEachOther, FamilyExcluded,
             AccountantNotQualified, PostUnfounded, RowDiffers
    Queries: 10 for any number on one day, and 2 for a hired director
    """
    lock_bodies(org_id=org_id)
    holders = Holder.objects.filter(org_id=org_id).in_bulk([one.holder_id for one in appointments])
    known = Post.objects.filter(org_id=org_id).in_bulk([one.id for one in appointments])
    new = [one for one in appointments if not _is_known(one, known)]
    rows: list[Post] = []
    for day in sorted({one.starts_on for one in new}):
        of_day = [_row(org_id, one, holders[one.holder_id], day, by, now) for one in new if one.starts_on == day]
        _check_day(org_id=org_id, day=max(day, vietnam_day(now)), new=of_day, before=rows, starts_on=day)
        rows += of_day
    Post.objects.bulk_create(rows)
    for row in rows:
        record_event(
            org_id=org_id,
            person_id=by,
            verb="governance.post.appoint",
            object_kind="governance.post",
            object_id=row.id,
            detail={"body": row.body},
            now=now,
        )
    return [row.id for row in rows]


def _is_known(one: AppointmentDraft, known: dict[UUID, Post]) -> bool:
    row = known.get(one.id)
    if row is None:
        return False
    if (row.holder_id, row.body, row.starts_on) != (one.holder_id, one.body.value, one.starts_on):
        raise RowDiffers
    return True


def _row(org_id: UUID, one: AppointmentDraft, holder: Holder, day: date, by: UUID, now: datetime) -> Post:
    rules = get_body_rules(day=max(day, vietnam_day(now)))
    latest_on = end_of_term(starts_on=day, years=rules.term_years)
    ends_on = one.term_ends_on or (latest_on if one.body in ELECTED else None)
    if ends_on and ends_on < day:
        raise TermEndsTooEarly(starts_on=day, ends_on=ends_on)
    if ends_on and one.body in ELECTED and ends_on > latest_on:
        facts = {"starts_on": day, "ends_on": ends_on, "years": rules.term_years, "latest_on": latest_on}
        raise TermTooLong(law=rules.law["term"], **facts)
    if not one.rests_on.strip():
        raise PostUnfounded
    return Post(
        id=one.id,
        org_id=org_id,
        holder=holder,
        body=one.body.value,
        role=(one.role if one.body in COLLEGIAL else PostRole.HEAD).value,
        starts_on=day,
        term_ends_on=ends_on,
        resolution_id=one.resolution_id,
        rests_on=one.rests_on.strip(),
        is_hired=one.body is BodyKind.DIRECTOR and holder.member_id is None,
        is_resident=one.is_resident,
        is_foreign=one.is_foreign,
        is_qualified=one.is_qualified,
        recorded_by_id=by,
        recorded_at=now,
    )


def _check_day(*, org_id: UUID, day: date, new: Sequence[Post], before: Sequence[Post], starts_on: date) -> None:
    """Hold what begins on one day against what is held then or later."""
    governance, _is_chosen, form = read_governance(org_id=org_id, day=starts_on)
    coming = [_held(row) for row in new]
    held = [post for post in list_posts(org_id=org_id) if post.ground is None or (post.ends_on or day) > starts_on]
    held += [_held(row) for row in before]
    where = _Appointing(
        rules=get_body_rules(day=day, form=form),
        governance=governance,
        held=tuple(held),
        officials=find_officials(org_id=org_id, day=starts_on, posts=coming),
    )
    for row, post in zip(new, coming, strict=True):
        _check_person(where, post)
        if row.is_hired:
            _check_hired(where, row)
        if post.body is BodyKind.CHIEF_ACCOUNTANT and not row.is_qualified:
            raise AccountantNotQualified(law=where.rules.law[post.body], name=post.person_name)
    _check_bodies(where, coming)
    ties = list_ties(org_id=org_id, day=starts_on)
    new_ids = {post.id for post in coming}
    for clash in find_clashes(posts=[*held, *coming], ties=ties, rules=where.rules):
        if {clash.first.id, clash.second.id} & new_ids:
            raise _refuse_clash(clash)


def _check_person(where: _Appointing, post: PostFacts) -> None:
    law, said = where.rules.law[post.body], {"name": post.person_name, "body": post.body_label}
    if ONLY_IN.get(post.body, where.governance) is not where.governance:
        governance = str(GOVERNANCE_WORDS[where.governance])
        raise BodyNotInGovernance(law=where.rules.law["model"], governance=governance, body=post.body_label)
    if post.body in _OFFICIALS_ONLY and post.member_id not in where.officials:
        raise HolderNotOfficial(law=law, day=post.starts_on, **said)
    if any(other.holder_id == post.holder_id and other.body is post.body for other in where.held):
        raise PostHeldAlready(law=law, **said)


def _check_hired(where: _Appointing, row: Post) -> None:
    law, name = where.rules.law[BodyKind.DIRECTOR], row.holder.name
    if where.governance is Governance.SIMPLIFIED:
        raise OutsiderNotAllowed(law=law, name=name)
    agreed = row.resolution_id and get_resolution(org_id=row.org_id, resolution_id=row.resolution_id)
    if not agreed or agreed.body != DecidingBody.GENERAL_MEETING:
        raise OutsiderNeedsMeeting(law=law, name=name)


def _check_bodies(where: _Appointing, coming: Sequence[PostFacts]) -> None:
    for body in {post.body for post in coming}:
        here = [post for post in (*where.held, *coming) if post.body is body]
        most = where.rules.sizes.get(body, (0, len(here)))[1]
        law, label = where.rules.law[body], str(BODY_WORDS[body])
        if len(here) > most:
            raise BodyIsFull(law=law, day=coming[0].starts_on, count=len(here), body=label, most=most)
        chairs = [post for post in here if post.role is PostRole.CHAIR]
        if len(chairs) > 1:
            raise PlaceTaken(law=law, body=label, holder=chairs[0].person_name, name=chairs[1].person_name)
        if body is BodyKind.BOARD and not is_foreign_share_kept(board=here, rules=where.rules):
            foreign, percent = sum(post.is_foreign for post in here), where.rules.foreign_below * 100
            facts = {"foreign": foreign, "count": len(here), "percent": f"{percent.normalize():f}"}
            raise TooManyForeigners(law=where.rules.law["foreign"], **facts)


def _refuse_clash(clash: Clash) -> PostsExcludeEachOther | FamilyExcluded:
    first, second = clash.first, clash.second
    bodies = {"body": first.body_label, "other_body": second.body_label}
    if clash.is_family:
        return FamilyExcluded(law=clash.law, name=first.person_name, other=second.person_name, **bodies)
    return PostsExcludeEachOther(law=clash.law, name=first.person_name, **bodies)


def _held(row: Post) -> PostFacts:
    return PostFacts(
        id=row.id,
        holder_id=row.holder_id,
        body=BodyKind(row.body),
        role=PostRole(row.role),
        member_id=row.holder.member_id,
        person_name=row.holder.name,
        starts_on=row.starts_on,
        ends_on=row.term_ends_on,
        rests_on=row.rests_on,
        is_foreign=row.is_foreign,
        is_resident=row.is_resident,
    )
