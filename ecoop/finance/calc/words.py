"""The words of internal lending: what a loan is for, how it comes back, what happens to it."""

from enum import StrEnum


class Purpose(StrEnum):
    """What the law lets a member borrow for."""

    PRODUCTION = "production"
    BUSINESS = "business"
    LIVING = "living"


class ScheduleKind(StrEnum):
    """How a loan comes back: in equal parts of principal, at the end with monthly interest, or all at once."""

    INSTALMENTS = "instalments"
    AT_END = "at_end"
    SEASON = "season"


class ApplicationSource(StrEnum):
    """Who entered an application: the member's own household, or the office."""

    HOUSEHOLD = "household"
    OFFICE = "office"


class Verdict(StrEnum):
    """What became of an application."""

    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class PlanKind(StrEnum):
    """Why a schedule was made: with the money, by a longer term, or by other days and amounts."""

    FIRST = "first"
    EXTENDED = "extended"
    RESCHEDULED = "rescheduled"


class AllocationOrder(StrEnum):
    """What a payment settles first."""

    INTEREST_FIRST = "interest_first"
    PRINCIPAL_FIRST = "principal_first"


class EventKind(StrEnum):
    """What happens to a loan; each is one document, most with one entry."""

    DISBURSED = "disbursed"
    PLEDGED = "pledged"
    ACCRUED = "accrued"
    REPAID = "repaid"
    DOUBTED = "doubted"
    DOUBT_ENDED = "doubt_ended"
    PROVIDED = "provided"
    PROVISION_RELEASED = "provision_released"
    WRITTEN_OFF = "written_off"
    RECOVERED = "recovered"
    RELEASED = "released"


class EventMeans(StrEnum):
    """How money moved, or where an amount without money went."""

    CASH = "cash"
    BANK = "bank"
    RECEIVABLE = "receivable"
    DOUBTFUL = "doubtful"
    CLAIM = "claim"
    COST = "cost"
    NONE = ""
