"""The words of bodies: which there are, who sits in them in what place, how a post ends, how people are related."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _


class BodyKind(StrEnum):
    """A body or an office of the cooperative that somebody holds."""

    BOARD = "board"
    SUPERVISORS = "supervisors"
    CONTROLLER = "controller"
    DIRECTOR = "director"
    CHIEF_ACCOUNTANT = "chief_accountant"
    CASHIER = "cashier"
    LEGAL_REPRESENTATIVE = "legal_representative"


class PostRole(StrEnum):
    """In which place of the body."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    MEMBER = "member"
    HEAD = "head"


class EndGround(StrEnum):
    """Why a post ended."""

    TERM = "term"
    RESIGNED = "resigned"
    DISMISSED = "dismissed"
    MEMBERSHIP_ENDED = "membership_ended"
    DIED = "died"
    REPLACED = "replaced"
    MISTAKE = "mistake"


class Relation(StrEnum):
    """How two people are family: rows of the table cooperative/family."""

    SPOUSE = "spouse"
    PARENTS = "parents"
    CHILDREN = "children"
    SIBLINGS = "siblings"
    SIBLINGS_IN_LAW = "siblings_in_law"


class CourseKind(StrEnum):
    """A guided course with its dates."""

    DISSOLUTION = "dissolution"
    FORCED_DISSOLUTION = "forced_dissolution"
    TO_FULL = "to_full"
    TO_SIMPLIFIED = "to_simplified"
    REORGANISATION = "reorganisation"


class Governance(StrEnum):
    """How a cooperative is governed, as the charter says."""

    FULL = "full"
    SIMPLIFIED = "simplified"


BODY_WORDS: Mapping[BodyKind, Any] = {
    BodyKind.BOARD: _("board"),
    BodyKind.SUPERVISORS: _("supervisory board"),
    BodyKind.CONTROLLER: _("controller"),
    BodyKind.DIRECTOR: _("director"),
    BodyKind.CHIEF_ACCOUNTANT: _("chief accountant"),
    BodyKind.CASHIER: _("cashier"),
    BodyKind.LEGAL_REPRESENTATIVE: _("legal representative"),
}
ROLE_WORDS: Mapping[PostRole, Any] = {
    PostRole.CHAIR: _("chair"),
    PostRole.DEPUTY: _("deputy"),
    PostRole.MEMBER: _("member"),
    PostRole.HEAD: _("in charge"),
}
# Who leads the supervisors is not their chair (Art. 69 calls the place “Trưởng ban kiểm soát”).
LEADS = frozenset({PostRole.CHAIR, PostRole.HEAD})
HEAD_OF_SUPERVISORS = _("head of the supervisory board")
GROUND_WORDS: Mapping[EndGround, Any] = {
    EndGround.TERM: _("the term is over"),
    EndGround.RESIGNED: _("resigned"),
    EndGround.DISMISSED: _("dismissed"),
    EndGround.MEMBERSHIP_ENDED: _("no longer a member"),
    EndGround.DIED: _("died"),
    EndGround.REPLACED: _("somebody else was elected"),
    EndGround.MISTAKE: _("written down by mistake"),
}
GOVERNANCE_WORDS: Mapping[Governance, Any] = {
    Governance.FULL: _("full governance"),
    Governance.SIMPLIFIED: _("simplified governance"),
}
# Which the members elect, and so have a term; and which have several places.
ELECTED = frozenset({BodyKind.BOARD, BodyKind.SUPERVISORS, BodyKind.CONTROLLER, BodyKind.DIRECTOR})
COLLEGIAL = frozenset({BodyKind.BOARD, BodyKind.SUPERVISORS})
# What there is only in one of the two kinds of governance.
ONLY_IN: Mapping[BodyKind, Governance] = {
    BodyKind.BOARD: Governance.FULL,
    BodyKind.SUPERVISORS: Governance.FULL,
    BodyKind.CONTROLLER: Governance.SIMPLIFIED,
}


@dataclass(frozen=True)
class PostFacts:
    """Somebody in a post: who, where, from when until when, and on what it rests."""

    id: UUID
    holder_id: UUID
    body: BodyKind
    role: PostRole
    member_id: UUID | None
    person_name: str
    starts_on: date
    # The last day of the term while the post is held; the first day without it once it ended.
    ends_on: date | None
    rests_on: str
    resolution_id: UUID | None = None
    is_hired: bool = False
    is_resident: bool = True
    is_foreign: bool = False
    ground: EndGround | None = None

    @property
    def body_label(self) -> str:
        """Name the body in the active language."""
        return str(BODY_WORDS[self.body])

    @property
    def role_label(self) -> str:
        """Name the place in the body; an office of one person has none."""
        if self.body is BodyKind.SUPERVISORS and self.role in LEADS:
            return str(HEAD_OF_SUPERVISORS)
        return str(ROLE_WORDS[self.role]) if self.body in COLLEGIAL else ""

    @property
    def ground_label(self) -> str:
        """Name why it ended, in the active language."""
        return str(GROUND_WORDS[self.ground]) if self.ground else ""

    def is_held_on(self, *, day: date) -> bool:
        """Tell whether the post is held on a day; a term that is over holds until somebody ends it."""
        if self.ground is EndGround.MISTAKE or day < self.starts_on:
            return False
        return self.ground is None or self.ends_on is None or day < self.ends_on

    def is_past_term_on(self, *, day: date) -> bool:
        """Tell whether the term is over on a day and nobody has ended the post."""
        return self.ground is None and self.ends_on is not None and day > self.ends_on
