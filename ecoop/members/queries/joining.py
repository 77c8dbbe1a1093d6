"""Joining from a member's side: what a cooperative asks, and what became of one's own applications."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.kernel.walls import inside_organisation
from ecoop.members.calc import Body, CharterName, DecidedAct, MemberType, ParticularsDraft, PartyKind
from ecoop.members.models import Application, Decision, Departure, Member
from ecoop.members.queries.applications import label_of_act
from ecoop.members.queries.register import get_charter_on
from ecoop.members.queries.rules import find_join_rules, get_constitution, get_decider
from ecoop.parties.queries import find_identity, find_organisation, find_place, get_organisation

TAKES_MEMBERS = ("cooperative", "union")
WAITING, ADMITTED, REFUSED, WITHDRAWN, MEMBER = "waiting", "admitted", "refused", "withdrawn", "member"
_STATES = {
    DecidedAct.ADMIT.value: ADMITTED,
    DecidedAct.REFUSE.value: REFUSED,
    DecidedAct.WITHDRAWN.value: WITHDRAWN,
}


@dataclass(frozen=True)
class Invitation:
    """What a cooperative tells whoever scans its code: who it is, who decides, and how much capital it asks."""

    org_id: UUID
    slug: str
    name: str
    kind: str
    place: str
    decider: Body
    capital_min_vnd: Dong | None
    law: Citation | None


@dataclass(frozen=True)
class OwnApplication:
    """What a household asked a cooperative for, and what became of it."""

    id: UUID
    cooperative_slug: str
    cooperative: str
    receipt: str
    applied_on: date
    capital_vnd: Dong
    act: str
    decided_on: date | None
    member_number: str

    @property
    def state(self) -> str:
        """Name what became of it, for programs."""
        return _STATES.get(self.act, WAITING)

    @property
    def state_label(self) -> str:
        """Name what became of it in the active language."""
        return label_of_act(act=self.act)


def find_invitation(*, slug: str, day: date) -> Invitation | None:
    """Find what a cooperative tells whoever wants to join; None where there is none of that name.

    Queries: 4, besides the walls' own
    """
    cooperative = find_organisation(slug=slug)
    if cooperative is None or cooperative.kind not in TAKES_MEMBERS:
        return None
    place = find_place(code=cooperative.ward_code) if cooperative.ward_code else None
    with inside_organisation(org_id=cooperative.id, person_id=None):
        constitution = get_constitution(org_id=cooperative.id, day=day)
        charter = get_charter_on(org_id=cooperative.id, day=day)
    least = charter.get(CharterName.CONTRIBUTION_MIN)
    rules = find_join_rules(form=constitution.form, day=day)
    decider = get_decider(act="admit_or_end", kind=MemberType.OFFICIAL, governance=constitution.governance, day=day)
    return Invitation(
        org_id=cooperative.id,
        slug=cooperative.slug,
        name=cooperative.name,
        kind=cooperative.kind,
        place=f"{place.name}, {place.province_name}" if place else "",
        decider=Body(decider.body),
        capital_min_vnd=Dong(int(least.value)) if least and least.value.isdigit() else None,
        law=rules.law if rules else None,
    )


def list_own_applications(*, member_org_id: UUID) -> list[OwnApplication]:
    """List what an organisation applied for, the newest first; the database shows it its own rows only.

    Queries: 1
    """
    decided = Decision.objects.filter(org_id=OuterRef("org_id"), application_id=OuterRef("id"))
    member = Member.objects.filter(org_id=OuterRef("org_id"), id=OuterRef("decided_member_id"))
    rows = Application.objects.filter(member_org_id=member_org_id).exclude(org_id=member_org_id)
    rows = rows.select_related("org").annotate(
        act=Subquery(decided.values("act")[:1]),
        decided_on=Subquery(decided.values("decided_on")[:1]),
        decided_member_id=Subquery(decided.values("member_id")[:1]),
    )
    rows = rows.annotate(number=Subquery(member.values("number")[:1])).order_by("-recorded_at", "-id")
    return [
        OwnApplication(
            id=row.id,
            cooperative_slug=row.org.slug,
            cooperative=row.org.name,
            receipt=row.receipt,
            applied_on=row.applied_on,
            capital_vnd=Dong(row.capital_vnd),
            act=row.act or "",
            decided_on=row.decided_on,
            member_number=row.number or "",
        )
        for row in rows
    ]


def get_prefill(*, org_id: UUID) -> tuple[str, ParticularsDraft]:
    """Get what a household need not type again when it applies: its name, and who it is.

    Queries: 2
    """
    household, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    who = ParticularsDraft(
        kind=PartyKind.INDIVIDUAL,
        address=identity.address_line if identity else "",
        ward_code=household.ward_code,
        phone=identity.phone if identity else "",
        representative_name=identity.representative_name if identity else "",
    )
    return (identity.representative_name if identity and identity.representative_name else household.name), who


def is_member_or_waits(*, org_id: UUID, member_org_id: UUID) -> str:
    """Tell whether an organisation is a member already ("member"), waits for an answer ("waiting"), or neither ("").

    Call it inside the cooperative's walls.

    Queries: 2 at most
    """
    gone = Departure.objects.filter(org_id=org_id, member_org_id=member_org_id).values("member_id")
    if Member.objects.filter(org_id=org_id, member_org_id=member_org_id).exclude(id__in=gone).exists():
        return MEMBER
    decided = Decision.objects.filter(org_id=org_id, application_id__isnull=False).values("application_id")
    waits = Application.objects.filter(org_id=org_id, member_org_id=member_org_id).exclude(id__in=decided)
    return WAITING if waits.exists() else ""
