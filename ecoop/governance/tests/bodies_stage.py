"""What the tests of bodies start from: a cooperative of five official members under full governance."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from demo.resolutions import charter_on_paper
from ecoop.governance.actions.appoint import AppointmentDraft, appoint
from ecoop.governance.actions.name_holders import PersonNamed, name_holders
from ecoop.governance.calc.bodies import BodyKind, PostRole
from ecoop.kernel.ids import new_id
from ecoop.members.actions.admit_members import Admission, admit_members
from ecoop.members.actions.set_charter import CharterChoice
from tests.cast import BEGAN_AT, Cast

FOUNDED_ON = date(2026, 1, 5)
NAMES = ("Trần Văn Năm", "Đỗ Thị Hoa", "Lê Văn Bình", "Nguyễn Thị Cúc", "Hoàng Văn Dũng", "Vũ Thị Em")


@dataclass(frozen=True)
class BodiesStage:
    """Six official members and one who is an associate, as people who can hold posts."""

    members: tuple[UUID, ...]
    holders: tuple[UUID, ...]
    associate: UUID
    outsider: UUID
    act: dict[str, Any]

    def draft(self, place: int, body: BodyKind, role: PostRole = PostRole.MEMBER, **more: Any) -> AppointmentDraft:
        """Draft an appointment of one of the official members from the founding on."""
        given = {"holder_id": self.holders[place], "starts_on": FOUNDED_ON, "rests_on": "NQ 01/2026", **more}
        return AppointmentDraft(id=new_id(), body=body, role=role, **given)

    def appoint(self, *drafts: AppointmentDraft) -> list[UUID]:
        """Appoint them all, or nobody."""
        return appoint(appointments=drafts, **self.act)


def set_bodies_stage(cast: Cast, *, governance: str = "full") -> BodiesStage:
    """Give the cast's cooperative six official members and its charter; call it inside the cooperative."""
    act = {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}
    choices = {"form": "htx", "governance": governance, "charter_capital_vnd": "600000000"}
    charter_on_paper(choices=[CharterChoice(name, value, FOUNDED_ON) for name, value in choices.items()], **act)
    members, associate = [new_id() for _name in NAMES], new_id()
    households = [cast.nam_household.id, *(None for _name in NAMES[1:])]
    lines = [
        Admission(id_, f"TV{place:03}", name, household, FOUNDED_ON, True, True, True)
        for place, (id_, name, household) in enumerate(zip(members, NAMES, households, strict=True), 1)
    ]
    admit_members(
        admissions=[*lines, Admission(associate, "TV099", "Hộ Khách", None, FOUNDED_ON, False, True, False)], **act
    )
    people = [*(PersonNamed(member_id=id_) for id_ in members), PersonNamed(member_id=associate)]
    holders = name_holders(people=[*people, PersonNamed(name="Phan Văn Giám")], **act)
    return BodiesStage(tuple(members), tuple(holders[: len(NAMES)]), holders[-2], holders[-1], act)


def fill_the_bodies(stage: BodiesStage) -> list[UUID]:
    """Elect a board of three with its chair, a director, a supervisor and a legal representative."""
    return stage.appoint(
        stage.draft(0, BodyKind.BOARD, PostRole.CHAIR),
        stage.draft(1, BodyKind.BOARD),
        stage.draft(2, BodyKind.BOARD),
        stage.draft(1, BodyKind.DIRECTOR),
        stage.draft(3, BodyKind.SUPERVISORS),
        stage.draft(0, BodyKind.LEGAL_REPRESENTATIVE),
    )
