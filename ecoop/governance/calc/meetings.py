"""How a meeting is convened, when enough of those called are there, and what its minutes need: sums only."""

from enum import StrEnum


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
