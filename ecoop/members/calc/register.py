"""Members: their types by what they bring, and the grounds on which a membership ends."""

import re
from enum import StrEnum

FIRST_NUMBER = "TV0000"
NUMBER_LETTERS_MAX = 20
_NUMBER = re.compile(r"(.*?)(\d{1,15})(\D*)", re.ASCII)


class MemberType(StrEnum):
    """The three types of members, by what they bring."""

    OFFICIAL = "official"
    ASSOCIATE_CAPITAL = "associate_capital"
    ASSOCIATE_NO_CAPITAL = "associate_no_capital"


class Ending(StrEnum):
    """The grounds on which a membership ends."""

    DEATH = "death"
    ORGANISATION_ENDS = "organisation_ends"
    COOPERATIVE_ENDS = "cooperative_ends"
    VOLUNTARY = "voluntary"
    EXPELLED = "expelled"
    NO_USE = "no_use"
    NO_CAPITAL = "no_capital"
    FEE_UNPAID = "fee_unpaid"


class SuccessionWay(StrEnum):
    """In which way somebody comes after a member."""

    STEPS_IN = "steps_in"
    INHERITS = "inherits"
    MANAGES = "manages"
    GUARDS = "guards"


class PartyKind(StrEnum):
    """What a member may be before the law; what may join follows from it."""

    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"
    # A cooperative group, a private enterprise, another body without legal personality.
    BODY = "body"
    LEGAL_PERSON = "legal_person"
    COOPERATIVE = "cooperative"


class ApplicationSource(StrEnum):
    """Where an application came from."""

    PUBLIC = "public"
    OFFICE = "office"


class Body(StrEnum):
    """The bodies of a cooperative that decide about members."""

    BOARD = "board"
    MEETING = "meeting"
    DIRECTOR = "director"


class DecidedAct(StrEnum):
    """What a body decides about a member or an applicant."""

    ADMIT = "admit"
    REFUSE = "refuse"
    WITHDRAWN = "withdrawn"
    CHANGE = "change"
    END = "end"


def derive_member_type(*, capital: bool, use: bool, labour: bool) -> MemberType | None:
    """Tell the type of a member from what the member brings; nothing brought is no member.

    Law:    L17 Art. 4, clauses 17 to 19
    """
    if capital:
        return MemberType.OFFICIAL if use or labour else MemberType.ASSOCIATE_CAPITAL
    return MemberType.ASSOCIATE_NO_CAPITAL if use or labour else None


def number_on(*, number: str) -> str:
    """Give the member number that comes after another, in the same writing: TV099 is followed by TV100.

    A number without any digit begins to count; without a number before, the first is TV0001.
    """
    found = _NUMBER.fullmatch(number or FIRST_NUMBER)
    if found is None:
        return f"{number}1"
    front, digits, back = found.groups()
    return f"{front}{int(digits) + 1:0{len(digits)}}{back}"
