"""What a reader has to be told: whom the law knows as the authority, how symbols are built, and which day it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class KnownSigner:
    """A certificate of the tax authority: its names, and its fingerprint where it was seen."""

    subject: str
    issuer: str
    fingerprint: str = ""


@dataclass(frozen=True)
class ReadingRules:
    """What the law says about reading; without it the reader checks what an invoice says against itself only."""

    authorities: Sequence[KnownSigner] = ()
    symbol_pattern: str = r"[CK]\d{2}[A-Z]{3}"
    oldest_on: date | None = None
    read_on: date | None = None


NO_RULES = ReadingRules()
