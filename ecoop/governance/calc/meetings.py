"""The words of meetings: which there are, who calls them, what happens to them, how people attend."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class MeetingKind(StrEnum):
    """Why a meeting is held, and of which body."""

    FOUNDING = "founding"
    ANNUAL = "annual"
    REGULAR = "regular"
    EXTRAORDINARY = "extraordinary"
    BOARD = "board"


class MeetingMode(StrEnum):
    """How those called come together."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    MIXED = "mixed"


class Convener(StrEnum):
    """Who calls a meeting."""

    BOARD = "board"
    DIRECTOR = "director"
    SUPERVISORS = "supervisors"
    MEMBERS = "members"
    FOUNDERS = "founders"
    CHAIR = "chair"


class Asker(StrEnum):
    """Who asked for an extraordinary meeting."""

    SUPERVISORS = "supervisors"
    MEMBERS = "members"


class Step(StrEnum):
    """What happens to a meeting, in this order; each at most once."""

    NOTICED = "noticed"
    OPENED = "opened"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"
    CONCLUDED = "concluded"


class Status(StrEnum):
    """Where a meeting stands."""

    CONVENED = "convened"
    NOTICED = "noticed"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"
    CONCLUDED = "concluded"
    SIGNED = "signed"


class Means(StrEnum):
    """How somebody attends."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PROXY = "proxy"


class Via(StrEnum):
    """How it became known that somebody attends."""

    QR = "qr"
    LIST = "list"
    PAPER = "paper"
    PHONE = "phone"


class MeetingPaperKind(StrEnum):
    """What a paper kept with a meeting is."""

    REQUEST = "request"
    AGENDA_CHANGE = "agenda_change"
    DOCUMENT = "document"
    PROXY = "proxy"
    MANDATE = "mandate"
    COUNT_RECORD = "count_record"
    BALLOTS = "ballots"
    MINUTES = "minutes"
    OTHER = "other"


KIND_WORDS: Mapping[str, Any] = {
    MeetingKind.FOUNDING: _("Founding meeting"),
    MeetingKind.ANNUAL: _("Annual general meeting"),
    MeetingKind.REGULAR: _("Regular general meeting"),
    MeetingKind.EXTRAORDINARY: _("Extraordinary general meeting"),
    MeetingKind.BOARD: _("Board meeting"),
}
MODE_WORDS: Mapping[str, Any] = {
    MeetingMode.IN_PERSON: _("in person"),
    MeetingMode.ONLINE: _("online"),
    MeetingMode.MIXED: _("in person and online"),
}
CONVENER_WORDS: Mapping[str, Any] = {
    Convener.BOARD: _("the board"),
    Convener.DIRECTOR: _("the director"),
    Convener.SUPERVISORS: _("the supervisors"),
    Convener.MEMBERS: _("the members who asked for it"),
    Convener.FOUNDERS: _("the founders"),
    Convener.CHAIR: _("the chair of the board"),
}
ASKER_WORDS: Mapping[str, Any] = {
    "": _("nobody: whoever calls it decided so"),
    Asker.SUPERVISORS: _("the supervisors"),
    Asker.MEMBERS: _("official members"),
}
STATUS_WORDS: Mapping[str, Any] = {
    Status.CONVENED: _("being prepared"),
    Status.NOTICED: _("notice sent"),
    Status.OPEN: _("open now"),
    Status.ADJOURNED: _("not enough came"),
    Status.CANCELLED: _("cancelled"),
    Status.CONCLUDED: _("concluded, minutes to sign"),
    Status.SIGNED: _("minutes signed"),
}
STATUS_TONES: Mapping[str, str] = {
    Status.CONVENED: "blue",
    Status.NOTICED: "blue",
    Status.OPEN: "green",
    Status.ADJOURNED: "yellow",
    Status.CANCELLED: "gray",
    Status.CONCLUDED: "yellow",
    Status.SIGNED: "gray",
}
ATTENDING_WORDS: Mapping[str, Any] = {
    Means.IN_PERSON: _("in person"),
    Means.ONLINE: _("online"),
    Means.PROXY: _("by proxy"),
}
VIA_WORDS: Mapping[str, Any] = {
    Via.QR: _("scanned the pass"),
    Via.LIST: _("ticked on the list"),
    Via.PAPER: _("paper"),
    Via.PHONE: _("own phone"),
}
PAPER_WORDS: Mapping[str, Any] = {
    MeetingPaperKind.DOCUMENT: _("Document for the meeting"),
    MeetingPaperKind.REQUEST: _("Request for a meeting"),
    MeetingPaperKind.AGENDA_CHANGE: _("Proposal to change the agenda"),
    MeetingPaperKind.PROXY: _("Proxy"),
    MeetingPaperKind.MANDATE: _("Authorisation of delegates"),
    MeetingPaperKind.COUNT_RECORD: _("Count record"),
    MeetingPaperKind.BALLOTS: _("Ballots"),
    MeetingPaperKind.MINUTES: _("Signed minutes"),
    MeetingPaperKind.OTHER: _("Other paper"),
}
ENDING = frozenset({Step.ADJOURNED, Step.CANCELLED, Step.CONCLUDED})
ENDED = frozenset({Status.ADJOURNED, Status.CANCELLED, Status.CONCLUDED, Status.SIGNED})


def status_of(*, steps: Mapping[Step, Any], is_signed: bool) -> Status:
    """Tell where a meeting stands by what happened to it."""
    if is_signed:
        return Status.SIGNED
    for step, status in (
        (Step.CONCLUDED, Status.CONCLUDED),
        (Step.CANCELLED, Status.CANCELLED),
        (Step.ADJOURNED, Status.ADJOURNED),
        (Step.OPENED, Status.OPEN),
        (Step.NOTICED, Status.NOTICED),
    ):
        if step in steps:
            return status
    return Status.CONVENED
