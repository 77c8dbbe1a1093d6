"""Counting votes: choices as they are written, votes added up, candidates elected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Choice(StrEnum):
    """What one may say to a motion."""

    FOR = "for"
    AGAINST = "against"
    BLANK = "blank"


class VoteMeans(StrEnum):
    """How an open vote was cast: by oneself on a phone, or entered by somebody from raised hands or from paper."""

    PHONE = "phone"
    SHOW_OF_HANDS = "show_of_hands"
    PAPER = "paper"


class CountSource(StrEnum):
    """What people counted."""

    HANDS = "hands"
    PAPER = "paper"


class IssueMeans(StrEnum):
    """On what a member was handed her secret ballots."""

    PHONE = "phone"
    PAPER = "paper"


class Outcome(StrEnum):
    """How a ballot ended."""

    COUNTED = "counted"
    GIVEN_UP = "given_up"


# A round of an election starts with fewer candidates: those who tied for the last seats, or all who are not elected.
SEPARATOR = ","
# With fewer voters on phones, who voted on a phone could tell from the list what the other one chose; with fewer on
# paper beside them, the count record would tell it of those.
VOTERS_MIN = 3


@dataclass(frozen=True)
class Option:
    """A candidate, as the motion names them."""

    code: str
    label: str


@dataclass(frozen=True)
class Counts:
    """Votes added up: by choice, and how many were handed in altogether (blank and spoilt ones too)."""

    by_choice: Mapping[str, int]
    handed_in: int

    def of(self, choice: str) -> int:
        """Tell how many votes a choice or a candidate has."""
        return self.by_choice.get(choice, 0)


@dataclass(frozen=True)
class CandidateResult:
    """What one candidate got, and whether that is a seat."""

    option: Option
    votes: int
    ratio: Decimal
    is_above_half: bool
    is_elected: bool
    is_tied: bool


@dataclass(frozen=True)
class Elected:
    """The outcome of an election: everybody's votes, and how many seats stay empty for another round."""

    candidates: tuple[CandidateResult, ...]
    seats: int
    seats_left: int

    @property
    def winners(self) -> tuple[CandidateResult, ...]:
        """Those who have a seat, most votes first."""
        return tuple(each for each in self.candidates if each.is_elected)

    @property
    def next_round(self) -> tuple[Option, ...]:
        """Who stands in another round: those who tied for the last seats, or else all who have no seat."""
        if not self.seats_left:
            return ()
        tied = tuple(each.option for each in self.candidates if each.is_tied)
        return tied or tuple(each.option for each in self.candidates if not each.is_elected)


def read_choice(*, text: str, options: Sequence[Option], seats: int) -> str | None:
    """Bring a choice into its one written form, or answer None where it names nothing that may be chosen.

    Of a motion: for, against or blank. Of an election: the codes of at most `seats` candidates in their order on the
    ballot, joined by commas; the empty text is a blank ballot.
    """
    if not options:
        return text if text in set(Choice) else None
    chosen = {code.strip() for code in text.split(SEPARATOR) if code.strip()} - {Choice.BLANK.value}
    known = [option.code for option in options]
    if not chosen <= set(known) or len(chosen) > seats:
        return None
    return SEPARATOR.join(code for code in known if code in chosen)


def add_up(*, votes: Iterable[tuple[str, int]], is_election: bool) -> Counts:
    """Add up votes given as written choices with how many each stands for."""
    by_choice: dict[str, int] = {}
    handed_in = 0
    for choice, weight in votes:
        handed_in += weight
        for code in choice.split(SEPARATOR) if is_election and choice else (choice,):
            name = code or Choice.BLANK.value
            by_choice[name] = by_choice.get(name, 0) + weight
    return Counts(by_choice, handed_in)


def join_counts(*counts: Counts) -> Counts:
    """Add counts of several kinds: phones, raised hands, paper."""
    names = {name for each in counts for name in each.by_choice}
    return Counts(
        {name: sum(each.of(name) for each in counts) for name in sorted(names)},
        sum(each.handed_in for each in counts),
    )


def is_count_possible(
    *, tallies: Mapping[str, int], handed_in: int, spoilt: int, seats: int, is_election: bool
) -> bool:
    """Tell whether what people counted can be: every ballot is in it once, of an election up to one vote a seat."""
    blank = tallies.get(Choice.BLANK.value, 0)
    chosen = sum(votes for name, votes in tallies.items() if name != Choice.BLANK.value)
    if min([handed_in, spoilt, *tallies.values()], default=0) < 0:
        return False
    valid = handed_in - spoilt - blank
    if not is_election:
        return chosen == valid
    return 0 <= valid <= chosen <= valid * seats and all(
        votes <= valid for name, votes in tallies.items() if name != Choice.BLANK.value
    )


def elect(*, counts: Counts, options: Sequence[Option], seats: int, above: Decimal, cast: int) -> Elected:
    """Give the seats to the candidates with most votes above the share; who ties across the last seat waits.

    Law:   cooperative/meeting/majority/simple_ratio_above
    Shape: one result per option, most votes first, ties in the order of the ballot
    """
    ranked = sorted(options, key=lambda option: -counts.of(option.code))
    able = [option for option in ranked if counts.of(option.code) > above * cast]
    elected = {option.code for option in able[:seats]}
    tied: set[str] = set()
    if len(able) > seats and counts.of(able[seats - 1].code) == counts.of(able[seats].code):
        edge = counts.of(able[seats].code)
        tied = {option.code for option in able if counts.of(option.code) == edge}
        elected -= tied
    results = tuple(
        CandidateResult(
            option=option,
            votes=counts.of(option.code),
            ratio=share_of(votes=counts.of(option.code), cast=cast),
            is_above_half=option in able,
            is_elected=option.code in elected,
            is_tied=option.code in tied,
        )
        for option in ranked
    )
    return Elected(results, seats, seats - len(elected))


def share_of(*, votes: int, cast: int) -> Decimal:
    """Give the share of votes with as many places as one prints: 0.7826."""
    return (Decimal(votes) / cast).quantize(Decimal("0.0001")) if cast else Decimal(0)


def least_above(*, above: Decimal, cast: int) -> int:
    """Give the least number of votes that is more than a share."""
    return int(above * cast) + 1


def read_options(*, options: Sequence[Mapping[str, object]]) -> tuple[Option, ...]:
    """Read the candidates of a motion."""
    return tuple(Option(str(each["code"]), str(each["label"])) for each in options)
