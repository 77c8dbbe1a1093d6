"""Read which matters there are, who may decide on them, and how a vote on them is counted."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language

from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.resolutions.calc import (
    BODIES,
    BODY_WORDS,
    MATTERS,
    DecidingBody,
    Majority,
    Matter,
    Tally,
    get_matter,
    read_matters,
    tally,
)


def list_matters(*, day: date) -> dict[str, Matter]:
    """List what a resolution may decide on, in the order of the table.

    Law:     cooperative/resolution-matters
    Queries: 0
    """
    return read_matters(rows=lawbook.on(day).table(MATTERS))


def get_matter_on(*, code: str, day: date) -> Matter:
    """Get a matter by its code.

    Raises:  MatterUnknown
    Queries: 0
    """
    return get_matter(matters=list_matters(day=day), code=code)


def label_matter(*, matter: Matter) -> str:
    """Name a matter in the reader's language.

    Queries: 0
    """
    return matter.label_vi if (get_language() or "vi").startswith("vi") else matter.label_en


def label_body(*, body: DecidingBody) -> str:
    """Name a body in the reader's language.

    Queries: 0
    """
    return str(BODY_WORDS[body])


def number_sign(*, body: DecidingBody, day: date) -> str:
    """Give the sign that papers of a body bear, such as NQ-ĐHTV.

    Law:     cooperative/deciding-bodies
    Queries: 0
    """
    return str(next(row["sign"] for row in lawbook.on(day).table(BODIES) if row["code"] == body))


def find_tally(
    *,
    votes_for: int,
    votes_against: int,
    votes_blank: int,
    majority: Majority,
    day: date,
    casting_votes: int = 0,
) -> Tally | None:
    """Count a vote by the law of its day; nothing where that law is not in this book.

    Law:     cooperative/meeting/majority
    Queries: 0
    """
    try:
        return tally(
            votes_for=votes_for,
            votes_against=votes_against,
            votes_blank=votes_blank,
            majority=majority,
            law=lawbook.on(day),
            casting_votes=casting_votes,
        )
    except NoLawOnDay:
        return None


def write_says(*, value: Any) -> str:
    """Write what a resolution says about one of its parameters as one line of text.

    Queries: 0
    """
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)
    return str(value)
