"""What the pages of guided courses show beside their steps."""

from datetime import date
from uuid import UUID

from ecoop.governance.calc.bodies import CourseKind, Governance
from ecoop.governance.calc.shortages import BodiesSeen, Shortage, list_shortages
from ecoop.governance.queries.bodies import find_officials, list_posts_on, read_governance
from ecoop.governance.queries.body_rules import get_body_rules
from ecoop.governance.queries.courses import CourseFacts
from ecoop.resolutions.queries import list_open_resolutions

_BECOMES = {CourseKind.TO_FULL: Governance.FULL, CourseKind.TO_SIMPLIFIED: Governance.SIMPLIFIED}


def list_missing(*, org_id: UUID, course: CourseFacts, day: date) -> list[Shortage]:
    """List what the governance to which a course leads still lacks; nothing for other courses.

    Law:     L17 Arts 56, 65, 69, 71, 72
    Queries: 6
    """
    governance = _BECOMES.get(course.kind)
    if governance is None:
        return []
    posts = list_posts_on(org_id=org_id, day=day)
    seen = BodiesSeen(
        day=day,
        governance=governance,
        is_chosen=True,
        posts=posts,
        officials=find_officials(org_id=org_id, day=day, posts=posts),
    )
    form = read_governance(org_id=org_id, day=day)[2]
    return list_shortages(seen=seen, rules=get_body_rules(day=day, form=form))


def list_dissolution_choices(*, org_id: UUID) -> list[tuple[str, str]]:
    """List the resolutions of dissolution that nobody has carried out yet.

    Queries: 3
    """
    found = list_open_resolutions(org_id=org_id, matter="dissolution")
    return [(str(one.id), f"{one.number} · {one.title}") for one in found]
