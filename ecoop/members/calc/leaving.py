"""How a membership ends, which body decides about members, and what follows from an end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Citation
from ecoop.members.calc.register import Body, Ending, MemberType
from ecoop.members.errors import GroundDoesNotFit

# The grounds by the codes of the table cooperative/end-of-membership.
GROUND_CODES: Mapping[Ending, str] = {
    Ending.DEATH: "a",
    Ending.ORGANISATION_ENDS: "b",
    Ending.COOPERATIVE_ENDS: "c",
    Ending.VOLUNTARY: "d",
    Ending.EXPELLED: "đ",
    Ending.NO_USE: "e",
    Ending.NO_CAPITAL: "g",
    Ending.FEE_UNPAID: "fee",
}
# These happen by themselves; about the others a body of the cooperative decides.
UNDECIDED = frozenset({Ending.DEATH, Ending.ORGANISATION_ENDS, Ending.COOPERATIVE_ENDS})
_BODIES = {"board": Body.BOARD, "general meeting": Body.MEETING, "director": Body.DIRECTOR}
BODY_WORDS: Mapping[Body, Any] = {
    Body.BOARD: _("board of directors"),
    Body.MEETING: _("general meeting of members"),
    Body.DIRECTOR: _("director"),
}
NOT_THIS_TYPE = _("the law does not have it for members of this type")


@dataclass(frozen=True)
class Decider:
    """The body that decides about members of a type, to whom it reports, and by which article."""

    body: Body
    reports_to: str
    source: str


def read_decider(*, rows: Sequence[Mapping[str, str]], act: str, kind: MemberType, governance: str) -> Decider:
    """Read who decides about a member of a type from the law's table.

    Law:    cooperative/who-decides; L17 Arts 66, 68, 70, 71
    """
    row = next(row for row in rows if row["act"] == act and kind.value in row["member_types"].split())
    said, _comma, reports = row[f"{governance}_governance"].partition(", ")
    return Decider(_BODIES[said], reports, row["source"])


def check_ground(
    *, name: str, ground: Ending, kind: MemberType, rows: Mapping[str, Mapping[str, str]], law: Citation
) -> None:
    """Refuse a ground that the law does not have for this type of member.

    Law:    L17 Art. 33; cooperative/end-of-membership
    Raises: GroundDoesNotFit
    """
    row = rows[GROUND_CODES[ground]]
    if row[kind.value] != "yes":
        raise GroundDoesNotFit(law=law, name=name, ground=row["label_vi"], why=str(NOT_THIS_TYPE))


def grounds_for(*, kind: MemberType, rows: Mapping[str, Mapping[str, str]]) -> tuple[Ending, ...]:
    """List the grounds on which a membership of a type may end, in the order of the law."""
    return tuple(ground for ground, code in GROUND_CODES.items() if rows[code][kind.value] == "yes")
