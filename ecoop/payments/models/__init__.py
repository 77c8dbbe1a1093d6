"""The tables of payments, by noun."""

from ecoop.payments.models.connections import Connection, ConnectionEnd, Notice
from ecoop.payments.models.lines import BankLine, LineSetAside, Sighting
from ecoop.payments.models.matches import Awaited, Match, MatchTakenBack
from ecoop.payments.models.statements import Statement, StatementFile

__all__ = [
    "Awaited",
    "BankLine",
    "Connection",
    "ConnectionEnd",
    "LineSetAside",
    "Match",
    "MatchTakenBack",
    "Notice",
    "Sighting",
    "Statement",
    "StatementFile",
]
