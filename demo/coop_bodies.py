"""A cooperative's bodies: a meeting elects them, a contract hires, a family says who they are, a change is guided."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from demo.resolutions import charter_on_paper, pass_on_paper
from demo.world import COFFEE_SLUG, COOP_SLUG, seeded_id
from ecoop.governance.actions.appoint import AppointmentDraft, appoint
from ecoop.governance.actions.appoint_elected import appoint_elected
from ecoop.governance.actions.declare_family import TieDraft, declare_family
from ecoop.governance.actions.name_holders import PersonNamed, name_holders
from ecoop.governance.actions.open_course import CourseDraft, open_course, record_step
from ecoop.governance.calc.bodies import BodyKind, CourseKind, Governance, PostRole, Relation
from ecoop.governance.queries import get_governance_on
from ecoop.governance.queries.courses import get_course
from ecoop.kernel.dates import vietnam_day
from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.calc import MemberType
from ecoop.members.queries import MemberLine, MembersWanted, list_members_page
from ecoop.resolutions.queries import get_resolution

PAPER = "NQ 03/{year}/ĐHTV"
# One cooperative of the demo is micro and governed the simple way; one grew out of it and has a full governance.
SIMPLIFIED, GREW = COFFEE_SLUG, COOP_SLUG
NEEDED, LARGE = 5, 12


def live_bodies(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Elect, appoint and declare after the members are admitted and the charter is set; a second run adds nothing."""
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    day = date(year, 1, 20)
    wanted = MembersWanted(kind=MemberType.OFFICIAL, status="holds", most=LARGE)
    people = list_members_page(org_id=org_id, day=day, wanted=wanted)
    if len(people) < NEEDED or vietnam_day(now) < date(year, 3, 1):
        return 0
    done = _simplify(seed, slug, year, act) if slug == SIMPLIFIED else 0
    if get_governance_on(org_id=org_id, day=day) is Governance.SIMPLIFIED:
        done += _elect(act, year, BodyKind.DIRECTOR, people[:1]) + _elect(act, year, BodyKind.CONTROLLER, people[1:2])
    else:
        # Lending to members asks for three supervisors.
        seats = (5, 8) if len(people) == LARGE else (3, 4)
        done += _elect(act, year, BodyKind.BOARD, people[: seats[0]])
        done += _elect(act, year, BodyKind.SUPERVISORS, people[seats[0] : seats[1]])
        done += _elect(act, year, BodyKind.DIRECTOR, people[1:2])
    if slug == GREW:
        done += _grow(seed, slug, year, act)
    return done + _hire(seed, slug, year, people, act)


def _elect(act: dict[str, Any], year: int, body: BodyKind, people: Sequence[MemberLine]) -> int:
    """Elect members to a body at the meeting of January; carried out before, it stays as it is."""
    roles = ("chair", *("member" for _each in people[1:]))
    posts = [{"member_id": str(one.id), "role": role} for one, role in zip(people, roles, strict=True)]
    day = date(year, 1, 20)
    resolution_id = pass_on_paper(
        matter="elections",
        parameters={"body": body.value, "posts": posts, "starts_on": day.isoformat()},
        passed_on=day,
        number=PAPER.format(year=year),
        **act,
    )
    resolution = get_resolution(org_id=act["org_id"], resolution_id=resolution_id)
    return len(appoint_elected(resolution=resolution, **act)) if resolution.is_open else 0


def _hire(seed: int, slug: str, year: int, people: Sequence[MemberLine], act: dict[str, Any]) -> int:
    """Hire who keeps books and cash, name who signs, and declare whose brother sits on the board."""
    day = date(year, 2, 1)
    named = [
        PersonNamed(name="Nguyễn Thị Lan"),
        PersonNamed(name="Hoàng Thị Quỹ"),
        PersonNamed(people[0].id),
        PersonNamed(people[-1].id),
    ]
    accountant, cashier, chair, brother = name_holders(people=named, **act)
    posts = (
        ("accountant", accountant, BodyKind.CHIEF_ACCOUNTANT, "HĐLĐ 01"),
        ("cashier", cashier, BodyKind.CASHIER, "HĐLĐ 02"),
        ("signs", chair, BodyKind.LEGAL_REPRESENTATIVE, "GCN ĐKHTX lần 1"),
    )
    drafts = [
        AppointmentDraft(_id(seed, slug, name), holder, body, PostRole.HEAD, day, paper)
        for name, holder, body, paper in posts
    ]
    done = len(appoint(appointments=drafts, **act))
    declare_family(tie=TieDraft(_id(seed, slug, "tie"), chair, brother, Relation.SIBLINGS, day), **act)
    return done + 1


def _simplify(seed: int, slug: str, year: int, act: dict[str, Any]) -> int:
    """Change a micro cooperative to simplified governance, step by step."""
    day = date(year, 1, 20)
    charter_on_paper(choices=[CharterChoice("governance", Governance.SIMPLIFIED.value, day)], **act)
    course = CourseDraft(_id(seed, slug, "course"), CourseKind.TO_SIMPLIFIED, day, PAPER.format(year=year))
    open_course(course=course, **act)
    return 1


def _grow(seed: int, slug: str, year: int, act: dict[str, Any]) -> int:
    """Guide a cooperative that grew out of micro to full governance; it is done by the end of January."""
    course = CourseDraft(_id(seed, slug, "course"), CourseKind.TO_FULL, date(year, 1, 5), "", "Đã là quy mô nhỏ")
    open_course(course=course, **act)
    known = get_course(org_id=act["org_id"], course_id=course.id, today=vietnam_day(act["now"]))
    done = {line.rule.code for line in known.steps if line.done}
    for step, on in (("decided", 20), ("elected", 20), ("posted", 23)):
        if step not in done:
            record_step(course_id=course.id, step=step, done_on=date(year, 1, on), paper=PAPER.format(year=year), **act)
    return 1


def _id(seed: int, slug: str, name: str) -> UUID:
    return seeded_id(seed=seed, name=f"{slug}:bodies:{name}")
