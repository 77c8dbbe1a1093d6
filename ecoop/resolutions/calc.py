"""Resolutions: who decides by which majority, the arithmetic of a vote, and what a resolution says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.kernel.originals import read_media_type
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.queries import Law
from ecoop.resolutions.errors import (
    BodyMayNotDecide,
    MatterUnknown,
    PaperIsNoPaper,
    PaperIsTooLarge,
    ParameterUnreadable,
)

MATTERS = "cooperative/resolution-matters"
BODIES = "cooperative/deciding-bodies"
BASE = "cooperative/meeting/majority/base"
SIMPLE_ABOVE = "cooperative/meeting/majority/simple_ratio_above"
SPECIAL_MIN = "cooperative/meeting/majority/special_ratio_min"
MEGABYTE = 1024 * 1024
MEGABYTES_MAX = 5
PAPERS_MAX = 20
_HUNDRED = Decimal(100)
_DOCUMENT = "luat-17-2023-qh15"


class DecidingBody(StrEnum):
    """Who passes resolutions and decisions in a cooperative."""

    GENERAL_MEETING = "general_meeting"
    BOARD = "board"
    DIRECTOR = "director"


class Majority(StrEnum):
    """How many votes a matter needs."""

    SIMPLE = "simple"
    SPECIAL = "special"


class AnnulledBy(StrEnum):
    """Who may say that a resolution does not hold."""

    COURT = "court"
    ARBITRATION = "arbitration"
    GENERAL_MEETING = "general_meeting"


class Items(StrEnum):
    """In how many pieces a resolution is carried out."""

    WHOLE = "whole"
    RETURNS = "returns"
    CHOICES = "choices"
    POSTS = "posts"
    NONE = "none"


BODY_WORDS = {
    DecidingBody.GENERAL_MEETING: gettext_lazy("General meeting"),
    DecidingBody.BOARD: gettext_lazy("Board"),
    DecidingBody.DIRECTOR: gettext_lazy("Director"),
}
MAJORITY_WORDS = {
    Majority.SIMPLE: gettext_lazy("simple majority"),
    Majority.SPECIAL: gettext_lazy("special majority"),
}
ANNULLED_BY_WORDS = {
    AnnulledBy.COURT: gettext_lazy("A court"),
    AnnulledBy.ARBITRATION: gettext_lazy("An arbitral tribunal"),
    AnnulledBy.GENERAL_MEETING: gettext_lazy("The general meeting itself"),
}


@dataclass(frozen=True)
class Matter:
    """What a resolution may decide on: a row of law/tables/cooperative/resolution-matters."""

    code: str
    label_vi: str
    label_en: str
    power: str
    majority: Majority
    bodies: tuple[DecidingBody, ...]
    parameters: tuple[str, ...]
    optional: frozenset[str]
    items: Items
    law: Citation


@dataclass(frozen=True)
class TallyStep:
    """One line of the arithmetic of a vote, with the article it rests on."""

    label: str
    said: str | int
    article: Citation | None = None
    note: str = ""

    @property
    def value(self) -> str:
        """Give what is said as text: votes are no amounts of money."""
        return str(self.said)


@dataclass(frozen=True)
class Tally:
    """The count of a vote: what was cast, what was needed, and whether that was reached."""

    cast: int
    ratio: Decimal
    needed: str
    is_passed: bool
    steps: tuple[TallyStep, ...]


@dataclass(frozen=True)
class ResolutionDraft:
    """A resolution as it comes from a vote or from paper.

    `called` is how many could vote, `attended` how many came. A director decides alone, without votes. `majority` is
    given where the object of a matter asks for more than the matter does, such as the sale of an undivided asset.
    """

    id: UUID
    number: str
    body: DecidingBody
    matter: str
    title: str
    parameters: Mapping[str, Any]
    passed_on: date
    starts_on: date
    called: int
    attended: int
    votes_for: int
    votes_against: int
    votes_blank: int
    is_on_paper: bool
    paper: str = ""
    text: str = ""
    majority: Majority | None = None
    # On the board a tie goes with the vote of the chair (L17 Art. 65).
    is_chair_for: bool = False


def read_matters(*, rows: Sequence[Mapping[str, str]]) -> dict[str, Matter]:
    """Read the table of matters by code."""
    return {
        row["code"]: Matter(
            code=row["code"],
            label_vi=row["label_vi"],
            label_en=row["label_en"],
            power=row["power"],
            majority=Majority(row["majority"]),
            bodies=tuple(DecidingBody(body) for body in row["bodies"].split()),
            parameters=tuple(name.rstrip("?") for name in row["parameters"].split()),
            optional=frozenset(name[:-1] for name in row["parameters"].split() if name.endswith("?")),
            items=Items(row["items"]),
            law=Citation(_DOCUMENT, row["source"]),
        )
        for row in rows
    }


def tally(
    *,
    votes_for: int,
    votes_against: int,
    votes_blank: int,
    majority: Majority,
    law: Law,
    casting_votes: int = 0,
) -> Tally:
    """Count a vote: who attended and voted, the share that is for it, and the share that is needed.

    `casting_votes` is 1 where the chair of the board was for it: a tie goes with the chair.

    Law:   cooperative/meeting/majority/{base, simple_ratio_above, special_ratio_min}
    Shape: with the steps that are printed beside the result
    """
    counts_blank = law.switch(BASE) == "ballots_handed_in"
    cast = votes_for + votes_against + (votes_blank if counts_blank else 0)
    path = SPECIAL_MIN if majority is Majority.SPECIAL else SIMPLE_ABOVE
    limit = law.rate(path)
    reached = votes_for >= limit * cast if majority is Majority.SPECIAL else votes_for > limit * cast
    is_tie = majority is Majority.SIMPLE and cast > 0 and votes_for == votes_against and casting_votes > 0
    ratio = Decimal(votes_for) / Decimal(cast) if cast else Decimal(0)
    needed = f"{'≥' if majority is Majority.SPECIAL else '>'} {write_share(share=limit)}"
    is_passed = cast > 0 and (reached or is_tie)
    article = law.cite(path)
    steps = (
        TallyStep(_("Votes for"), votes_for),
        TallyStep(_("Votes against"), votes_against),
        TallyStep(_("Blank ballots"), votes_blank, note=law.warning(BASE) or ""),
        TallyStep(_("Attending and voting"), cast, law.cite(BASE)),
        TallyStep(_("Share of votes for"), f"{votes_for} ÷ {cast} = {write_share(share=ratio)}" if cast else "0 %"),
        TallyStep(_("Needed ({majority})").format(majority=MAJORITY_WORDS[majority]), needed, article),
        *((TallyStep(_("A tie goes with the vote of the chair"), _("for")),) if is_tie and not reached else ()),
        TallyStep(_("Result"), _("Passed") if is_passed else _("Not passed"), article),
    )
    return Tally(cast=cast, ratio=ratio, needed=needed, is_passed=is_passed, steps=steps)


def write_share(*, share: Decimal) -> str:
    """Write a share as per cent with two places at most: 66,67 %."""
    percent = (share * _HUNDRED).quantize(Decimal("0.01"))
    text = f"{percent:f}".rstrip("0").rstrip(".") if percent else "0"
    return f"{text.replace('.', ',')} %"


def get_matter(*, matters: Mapping[str, Matter], code: str) -> Matter:
    """Get a matter by its code.

    Raises: MatterUnknown
    """
    if code not in matters:
        raise MatterUnknown(matter=code)
    return matters[code]


def check_body(*, matter: Matter, body: DecidingBody) -> None:
    """Refuse a body that the law does not let decide on a matter.

    Raises: BodyMayNotDecide
    """
    if body not in matter.bodies:
        bodies = ", ".join(str(BODY_WORDS[each]) for each in matter.bodies)
        raise BodyMayNotDecide(law=matter.law, body=str(BODY_WORDS[body]), matter=matter.label_en, bodies=bodies)


def read_parameters(*, matter: Matter, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a resolution says on its matter; plain values that JSON keeps.

    Shape:  amounts and years as whole numbers, days as 2027-03-05, ids and rates as text
    Raises: ParameterUnreadable
    """
    unknown = set(parameters) - set(matter.parameters)
    if unknown:
        raise ParameterUnreadable(name=min(unknown))
    read = {}
    for name in matter.parameters:
        value = parameters.get(name)
        if value in (None, "") and name in matter.optional:
            continue
        try:
            read[name] = _reader_of(name)(value)
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as problem:
            raise ParameterUnreadable(name=name) from problem
    return read


def items_of(*, matter: Matter, parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """List the pieces in which a resolution is carried out, each exactly once; a whole one is the empty text."""
    if matter.items is Items.NONE:
        return ()
    if matter.items is Items.RETURNS:
        return tuple(str(row["member_id"]) for row in parameters.get("returns", ()))
    if matter.items is Items.CHOICES:
        return tuple(sorted(parameters.get("choices", {})))
    if matter.items is Items.POSTS:
        return tuple(str(position) for position in range(1, len(parameters.get("posts", ())) + 1))
    return ("",)


def media_type_of(*, name: str, content: bytes) -> str:
    """Tell what kind of paper a file is.

    Raises: PaperIsTooLarge, PaperIsNoPaper
    """
    if not content or len(content) > MEGABYTES_MAX * MEGABYTE:
        raise PaperIsTooLarge(name=name[:80], megabytes_max=MEGABYTES_MAX)
    media_type = read_media_type(content=content)
    if media_type is None:
        raise PaperIsNoPaper(name=name[:80])
    return media_type


def is_said(*, said: Any, asked: Any) -> bool:
    """Tell whether a resolution says what is asked: the same, one of a list, or some of the named values."""
    if isinstance(said, list) and not isinstance(asked, list):
        return any(is_said(said=each, asked=asked) for each in said)
    if isinstance(said, Mapping) and isinstance(asked, Mapping):
        return bool(asked) and all(name in said and is_said(said=said[name], asked=asked[name]) for name in asked)
    return bool(_plain(said) == _plain(asked))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int) or value is None else str(value)


def _reader_of(name: str) -> Callable[[Any], Any]:
    if name in _READERS:
        return _READERS[name]
    if name.endswith("_vnd"):
        return _read_amount
    if name.endswith("_on"):
        return _read_day
    return _read_text


def _read_text(value: Any) -> str:
    text = str(value if value is not None else "").replace("\x00", "").strip()
    if not text or len(text) > 2000:
        raise ValueError(value)
    return text


def _read_amount(value: Any) -> int:
    if isinstance(value, bool | float) or not 0 <= int(value) < 10**15:
        raise ValueError(value)
    return int(value)


def _read_year(value: Any) -> int:
    if isinstance(value, bool | float) or not date.min.year <= int(value) <= date.max.year:
        raise ValueError(value)
    return int(value)


def _read_day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else date.fromisoformat(value).isoformat()


def _read_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _read_choices(value: Any) -> dict[str, str]:
    if not value:
        raise ValueError(value)
    return {_read_text(name): _read_text(choice) for name, choice in value.items()}


def _read_rates(value: Any) -> list[dict[str, str]]:
    return [{"name": _read_text(row["name"]), "rate": f"{_read_rate(row['rate']):f}"} for row in value or ()]


def _read_rate(value: Any) -> Decimal:
    rate = Decimal(str(value))
    if not 0 <= rate <= 1:
        raise ValueError(value)
    return rate


def _read_returns(value: Any) -> list[dict[str, Any]]:
    rows = [
        {"member_id": str(UUID(str(row["member_id"]))), "amount_vnd": _read_amount(row["amount_vnd"])} for row in value
    ]
    if not rows or len({row["member_id"] for row in rows}) < len(rows) or not all(row["amount_vnd"] for row in rows):
        raise ValueError(value)
    return rows


def _read_posts(value: Any) -> list[dict[str, Any]]:
    rows = [{str(name): _plain(each) for name, each in row.items()} for row in value]
    if not rows or not all(rows):
        raise ValueError(value)
    return rows


_READERS: dict[str, Callable[[Any], Any]] = {
    "year": _read_year,
    "choices": _read_choices,
    "other_funds": _read_rates,
    "returns": _read_returns,
    "posts": _read_posts,
    "asset_id": lambda value: str(UUID(str(value))),
    "is_undivided": _read_flag,
    "ends": _read_flag,
}
