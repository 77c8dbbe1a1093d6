"""Who holds which post on a day, what was before, who is family of whom, and what is missing by law."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ecoop.governance.calc.bodies import BodyKind, EndGround, Governance, PostFacts, PostRole
from ecoop.governance.calc.clashes import BodyRules, Tie, count_needed, find_clashes
from ecoop.governance.calc.meetings import MeetingKind, Step
from ecoop.governance.calc.shortages import BodiesSeen, Shortage, list_shortages
from ecoop.governance.errors.bodies import PostUnknown
from ecoop.governance.models import Absence, FamilyTie, FamilyTieEnd, MeetingStep, Post, PostEnd
from ecoop.governance.queries.body_rules import get_body_rules
from ecoop.kernel.dates import VIETNAM, vietnam_day
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.members.calc import CharterName, MemberType, add_months
from ecoop.members.queries import count_by_type_on, get_charter_on, get_history

_ORDER = list(BodyKind)
_ROLES = list(PostRole)
# How the table of models writes "as many members as this parameter says".
_FROM, _UNION = "members_from_", "lhhtx"
# Meetings of the members that the law counts from.
_YEARLY = (MeetingKind.ANNUAL, MeetingKind.REGULAR)


@dataclass(frozen=True)
class Bodies:
    """The bodies of a cooperative on a day: who is in them, what is missing or wrong, when the board met."""

    day: date
    governance: Governance
    posts: tuple[PostFacts, ...]
    shortages: tuple[Shortage, ...]
    board_met_on: date | None
    board_due_on: date | None
    board_law: Citation
    board_needed: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ReplacedPost:
    """Somebody who made room at an election, and the last day of the term they had been elected for."""

    post: PostFacts
    term_ends_on: date | None

    @property
    def had_run_out(self) -> bool:
        """Tell whether the term was over when they made room: then nobody holds the post without a new election."""
        left_on = self.post.ends_on
        return self.term_ends_on is not None and left_on is not None and self.term_ends_on < left_on


def list_posts_on(*, org_id: UUID, day: date) -> list[PostFacts]:
    """List who holds which post on a day, body by body, the chair first; the members may read it, too.

    Law:     L17 Art. 14
    Queries: 2
    """
    return [post for post in list_posts(org_id=org_id) if post.is_held_on(day=day)]


def list_posts(*, org_id: UUID, holder_ids: Collection[UUID] | None = None) -> list[PostFacts]:
    """List every post there ever was, body by body, those of today and those that ended; without mistakes.

    Queries: 2
    """
    rows = Post.objects.filter(org_id=org_id).select_related("holder")
    if holder_ids is not None:
        rows = rows.filter(holder_id__in=list(holder_ids))
    ends = {row.post_id: row for row in PostEnd.objects.filter(org_id=org_id)}
    posts = [_facts(row, ends.get(row.id)) for row in rows]
    held = [post for post in posts if post.ground is not EndGround.MISTAKE]
    return sorted(held, key=lambda one: (_ORDER.index(one.body), _ROLES.index(one.role), one.starts_on, str(one.id)))


def list_replaced(*, org_id: UUID, resolution_id: UUID) -> list[ReplacedPost]:
    """List who made room for those whom a resolution elected, and until when they would have held their posts.

    Queries: 3
    """
    ends = {row.post_id: row for row in PostEnd.objects.filter(org_id=org_id, resolution_id=resolution_id)}
    rows = {row.id: row for row in Post.objects.filter(org_id=org_id, id__in=list(ends))}
    posts = list_posts(org_id=org_id) if rows else []
    return [ReplacedPost(post, rows[post.id].term_ends_on) for post in posts if post.id in rows]


def get_post(*, org_id: UUID, post_id: UUID) -> PostFacts:
    """Get one post.

    Raises: PostUnknown
    Queries: 2
    """
    row = Post.objects.filter(org_id=org_id, id=post_id).select_related("holder").first()
    if row is None:
        raise PostUnknown
    return _facts(row, PostEnd.objects.filter(org_id=org_id, post_id=post_id).first())


def count_posts_on(*, org_id: UUID, day: date, body: BodyKind | str) -> int:
    """Count who is in a body on a day.

    Queries: 2
    """
    return sum(post.body == body for post in list_posts_on(org_id=org_id, day=day))


def get_governance_on(*, org_id: UUID, day: date) -> Governance:
    """Get how the cooperative is governed on a day, as the charter says; full where the charter is silent.

    Law:     L17 Art. 56
    Queries: 1
    """
    return read_governance(org_id=org_id, day=day)[0]


def read_governance(*, org_id: UUID, day: date) -> tuple[Governance, bool, str]:
    """Read how the cooperative is governed, whether the charter says so, and whether it is a union.

    Queries: 1
    """
    charter = get_charter_on(org_id=org_id, day=day)
    line, form = charter.get(CharterName.GOVERNANCE), charter.get(CharterName.FORM)
    governance = Governance(line.value) if line else Governance.FULL
    return governance, line is not None, form.value if form else "htx"


def list_ties(*, org_id: UUID, day: date | None = None) -> list[Tie]:
    """List who is family of whom on a day; without a day, everybody who ever was.

    Queries: 2
    """
    ends = dict(FamilyTieEnd.objects.filter(org_id=org_id).values_list("tie_id", "ended_on"))
    rows = FamilyTie.objects.filter(org_id=org_id).order_by("declared_on", "id")
    ties = [Tie(row.id, row.holder_id, row.other_id, row.relation, row.declared_on, ends.get(row.id)) for row in rows]
    return [tie for tie in ties if day is None or tie.holds_on(day=day)]


def get_bodies(*, org_id: UUID, day: date, size: str = "") -> Bodies:
    """Get the bodies on a day with everything that is missing or wrong; `size` is the size class where it is known.

    Law:     L17 Arts 11, 56, 62 to 72
    Queries: 11
    """
    governance, is_chosen, form = read_governance(org_id=org_id, day=day)
    rules = _rules_on(day=day, form=form)
    posts = list_posts_on(org_id=org_id, day=day)
    met_on, due_on = _board_days(org_id=org_id, day=day, posts=posts, rules=rules)
    seen = BodiesSeen(
        day=day,
        governance=governance,
        is_chosen=is_chosen,
        posts=posts,
        clashes=find_clashes(posts=posts, ties=list_ties(org_id=org_id, day=day), rules=rules),
        officials=find_officials(org_id=org_id, day=day, posts=posts),
        absent_since=_absences(org_id=org_id, day=day),
        board_met_on=met_on,
        board_due_on=due_on,
        asked_governance=ask_governance(size=size, day=day, form=form, members=_count_of_union(org_id, day, form)),
    )
    return Bodies(
        day=day,
        governance=governance,
        posts=tuple(posts),
        shortages=tuple(list_shortages(seen=seen, rules=rules)),
        board_met_on=met_on,
        board_due_on=due_on,
        board_law=rules.law["board_meets"],
        board_needed=count_needed(count=len(seen.list_in(body=BodyKind.BOARD)), ratio=rules.board_quorum),
        warnings=rules.warnings,
    )


def list_shortages_on(*, org_id: UUID, day: date, size: str = "") -> list[Shortage]:
    """List what is missing or wrong in the bodies on a day, the gravest first.

    Queries: 11
    """
    return list(get_bodies(org_id=org_id, day=day, size=size).shortages)


def find_last_meeting_on(*, org_id: UUID, day: date) -> date | None:
    """Find when the members last met in a meeting that the year or the charter asks for, as of a day.

    Law:     L17 Arts 57, 59, 103
    Queries: 1
    """
    return _last_concluded(org_id=org_id, day=day, kinds=_YEARLY)


def ask_governance(*, size: str, day: date, form: str, members: int = 0) -> str:
    """Tell which governance the law asks of a size; empty where it leaves a choice or the size is not known.

    A union is measured by its members, a cooperative by its size class.

    Law:     L17 Art. 56; cooperative/governance-models
    Queries: 0
    """
    try:
        law = lawbook.on(day)
        rows = [row for row in law.table("cooperative/governance-models") if row["entity"] == form]
    except NoLawOnDay:
        return ""
    for row in rows:
        path = row["size"].removeprefix(_FROM)
        is_many = path != row["size"] and members >= law.whole(path)
        if (is_many or row["size"] == size) and row["model"] in set(Governance):
            return str(row["model"])
    return ""


def _count_of_union(org_id: UUID, day: date, form: str) -> int:
    """Count the member cooperatives of a union; a cooperative is not measured by them."""
    return count_by_type_on(org_id=org_id, day=day).get(MemberType.OFFICIAL, 0) if form == _UNION else 0


def find_officials(*, org_id: UUID, day: date, posts: Collection[PostFacts]) -> frozenset[UUID]:
    """Find which of those who hold posts are official members on a day.

    Queries: 3
    """
    ids = {post.member_id for post in posts if post.member_id}
    history = get_history(org_id=org_id, ids=ids)
    return frozenset(id_ for id_ in ids if history.find_type_on(member_id=id_, day=day) is MemberType.OFFICIAL)


def _facts(row: Post, end: PostEnd | None) -> PostFacts:
    return PostFacts(
        id=row.id,
        holder_id=row.holder_id,
        body=BodyKind(row.body),
        role=PostRole(row.role),
        member_id=row.holder.member_id,
        person_name=row.holder.name,
        starts_on=row.starts_on,
        ends_on=end.ended_on if end else row.term_ends_on,
        rests_on=row.rests_on,
        resolution_id=row.resolution_id,
        is_hired=row.is_hired,
        is_resident=row.is_resident,
        is_foreign=row.is_foreign,
        ground=EndGround(end.ground) if end else None,
    )


def _rules_on(*, day: date, form: str) -> BodyRules:
    """Give the rules of the day; before the law began, those of its first day."""
    try:
        return get_body_rules(day=day, form=form)
    except NoLawOnDay:
        return get_body_rules(day=date.max, form=form)


def _absences(*, org_id: UUID, day: date) -> dict[UUID, date]:
    """Give since when which legal representative does not do the work."""
    rows = Absence.objects.filter(org_id=org_id, from_on__lte=day).order_by("recorded_at", "id")
    last = {row.post_id: row for row in rows}
    return {post_id: row.from_on for post_id, row in last.items() if row.is_absent}


def _board_days(
    *, org_id: UUID, day: date, posts: Collection[PostFacts], rules: BodyRules
) -> tuple[date | None, date | None]:
    """Give when the board last met, and by when it must meet again; a new board counts from its first day."""
    began = min((post.starts_on for post in posts if post.body is BodyKind.BOARD), default=None)
    if began is None:
        return None, None
    met_on = _last_concluded(org_id=org_id, day=day, kinds=(MeetingKind.BOARD,))
    return met_on, add_months(day=max(met_on or began, began), months=rules.board_months)


def _last_concluded(*, org_id: UUID, day: date, kinds: Collection[MeetingKind]) -> date | None:
    """Find when a meeting of one of these kinds was last concluded, as of a day."""
    steps = MeetingStep.objects.filter(
        org_id=org_id,
        step=Step.CONCLUDED.value,
        meeting__org_id=org_id,
        meeting__kind__in=[kind.value for kind in kinds],
        at__lt=datetime.combine(day + timedelta(days=1), time.min, tzinfo=VIETNAM),
    )
    last_at = steps.order_by("-at").values_list("at", flat=True).first()
    return vietnam_day(last_at) if last_at else None
