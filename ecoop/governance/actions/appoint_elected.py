"""Carry out what an election decided: end the posts of those who leave, appoint those who were elected."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ecoop.governance.actions.appoint import AppointmentDraft, appoint, lock_bodies
from ecoop.governance.actions.end_post import PostEndDraft, end_post
from ecoop.governance.actions.name_holders import PersonNamed, name_holders
from ecoop.governance.calc.bodies import ELECTED, BodyKind, EndGround, PostFacts, PostRole
from ecoop.governance.errors.bodies import ElectionUnreadable
from ecoop.governance.queries.bodies import list_posts, list_posts_on
from ecoop.kernel.ids import new_id
from ecoop.resolutions.actions.use_resolution import use_resolution
from ecoop.resolutions.queries import ResolutionFacts

MATTER = "elections"


@transaction.atomic
def appoint_elected(*, org_id: UUID, resolution: ResolutionFacts, by: UUID, now: datetime) -> list[UUID]:
    """Appoint whom a resolution of elections names; who holds an elected body now makes room, unless it says not.

    Each of `posts` names a member (`member_id`) or somebody else (`name`), and may say `role`, `is_foreign`,
    `is_resident`, and `adds` for somebody who joins those who stay.

    Law:     L17 Arts 62 to 72
    Shape:   the ids of the new posts, in the order of the resolution
    Raises:  ElectionUnreadable, and all that `appoint` and `use_resolution` refuse
    Queries: about 30 for any body
    """
    lock_bodies(org_id=org_id)
    said = resolution.parameters
    body, rows = _read(said)
    starts_on = _day(said.get("starts_on")) or resolution.starts_on
    if body in ELECTED and not any(row.get("adds") for row in rows):
        _make_room(org_id=org_id, body=body, day=starts_on, resolution=resolution, by=by, now=now)
    people = [PersonNamed(_uuid(row.get("member_id")), str(row.get("name", ""))) for row in rows]
    holders = name_holders(org_id=org_id, people=people, by=by, now=now)
    drafts = [
        AppointmentDraft(
            id=new_id(),
            holder_id=holder_id,
            body=body,
            role=_role(row),
            starts_on=starts_on,
            rests_on=resolution.number,
            term_ends_on=_day(row.get("ends_on")) or _day(said.get("ends_on")),
            resolution_id=resolution.id,
            is_resident=row.get("is_resident", True) is not False,
            is_foreign=row.get("is_foreign", False) is True,
        )
        for row, holder_id in zip(rows, holders, strict=True)
    ]
    posts = appoint(org_id=org_id, appointments=drafts, by=by, now=now)
    for item, post_id in zip(resolution.items, posts, strict=True):
        use_resolution(
            org_id=org_id,
            resolution_id=resolution.id,
            matter=MATTER,
            says={"body": body.value},
            item=item,
            object_kind="governance.post",
            object_id=post_id,
            by=by,
            now=now,
        )
    return posts


@transaction.atomic
def undo_elected(
    *, org_id: UUID, resolution_id: UUID, ended_on: date, rests_on: str, by: UUID, now: datetime
) -> list[UUID]:
    """End the posts that rest on a resolution which does not hold; who made room for them is not put back.

    Shape:   the ids of the posts that ended
    Queries: 3, and 5 for each post
    """
    lock_bodies(org_id=org_id)
    posts = [post for post in list_posts(org_id=org_id) if post.resolution_id == resolution_id and post.ground is None]
    for post in posts:
        end = PostEndDraft(post.id, max(ended_on, post.starts_on), EndGround.DISMISSED, rests_on)
        end_post(org_id=org_id, end=end, by=by, now=now)
    return [post.id for post in posts]


def _make_room(
    *, org_id: UUID, body: BodyKind, day: date, resolution: ResolutionFacts, by: UUID, now: datetime
) -> None:
    held = [post for post in list_posts_on(org_id=org_id, day=day) if post.body is body]
    for post in held:
        end = PostEndDraft(post.id, day, _ground(post, day), resolution.number, resolution.id)
        end_post(org_id=org_id, end=end, by=by, now=now)


def _ground(post: PostFacts, day: date) -> EndGround:
    return EndGround.TERM if post.ends_on and post.ends_on < day else EndGround.REPLACED


def _read(said: Mapping[str, Any]) -> tuple[BodyKind, Sequence[Mapping[str, Any]]]:
    try:
        body = BodyKind(str(said.get("body", "")))
    except ValueError:
        raise ElectionUnreadable from None
    rows = said.get("posts") or ()
    if not rows or not all(row.get("member_id") or row.get("name") for row in rows):
        raise ElectionUnreadable
    return body, rows


def _role(row: Mapping[str, Any]) -> PostRole:
    try:
        return PostRole(str(row.get("role") or PostRole.MEMBER))
    except ValueError:
        raise ElectionUnreadable from None


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        raise ElectionUnreadable from None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        raise ElectionUnreadable from None
