"""The words of bodies: which there are, who sits in them in what place, how a post ends, how people are related."""

from enum import StrEnum


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
