"""How values travel through the API: whole đồng, plain days, texts that a database can hold, pages with a cursor."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import AwareDatetime, BeforeValidator, Field, WithJsonSchema

from ecoop.kernel.refusals import Refusal

PAGE_SIZE_MAX = 200
PAGE_SIZE = 50
# What a 64-bit integer of the database holds with room for sums; far above any cooperative's books.
AMOUNT_VND_MAX = 10**15
_Item = TypeVar("_Item")


class CursorIsUnreadable(Refusal):
    """A cursor did not come from an earlier page."""

    code = "kernel.cursor-is-unreadable"
    said = _("The cursor “{cursor}” was not given by this list.")
    remedy = _("Take `next_cursor` of the page before, or leave the cursor out to begin at the start.")


def _plain_day(value: object) -> object:
    # A number would be taken for seconds since 1970, and a moment cut down to a day.
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise ValueError("a day is written as 2026-03-05")


def _plain_moment(value: object) -> object:
    # A number, even as text, would be taken for seconds since 1970.
    if isinstance(value, datetime) or (isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}[T ]", value)):
        return value
    raise ValueError("a moment is written as 2026-03-05T08:00:00+07:00")


AmountVnd = Annotated[
    int, Field(strict=True, ge=-AMOUNT_VND_MAX, le=AMOUNT_VND_MAX, description="Whole đồng.", examples=[1_250_000])
]
Day = Annotated[date, BeforeValidator(_plain_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    AwareDatetime, BeforeValidator(_plain_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
# Only true and false: 0, 1, "yes" and "off" are somebody's guess.
Flag = Annotated[bool, Field(strict=True)]
# PostgreSQL keeps every character but NUL.
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class LawOut(Schema):
    """Where a rule stands."""

    document: str = Field(examples=["nd-68-2026"])
    article: str = Field(examples=["Điều 4, khoản 1"])


class CitedLawOut(LawOut):
    """Where a rule stands; `label` as people write it, in Vietnamese."""

    label: str = Field(examples=["Điều 4, khoản 1, 68/2026/NĐ-CP"])


class RefusedOut(Schema):
    """Why something could not be told or done, and what to do; the same words as a problem."""

    code: str = Field(examples=["ledger.period-is-closed"])
    said: str
    remedy: str


class RefusedByLawOut(RefusedOut):
    """Why something could not be told or done, what to do, and where the rule stands, if it is one of law."""

    law: LawOut | None


class Page(Schema, Generic[_Item]):
    """One page of a list; `next_cursor` asks for the next one and is null on the last."""

    items: list[_Item]
    next_cursor: str | None = Field(None, examples=["WyIyMDI2LTAzLTA1Iiw0Ml0"])


class PageAsked(Schema):
    """Which page of a list is wanted."""

    cursor: str | None = Field(None, max_length=400, description="`next_cursor` of the page before.")
    limit: int = Field(PAGE_SIZE, ge=1, le=PAGE_SIZE_MAX, description="How many items at most.")


PageWanted = Annotated[PageAsked, Query()]


def tell_refusal(*, refusal: Refusal) -> RefusedOut:
    """Tell a program why something was refused, in the language of whoever asks."""
    return RefusedOut(code=refusal.code, said=refusal.said_text, remedy=refusal.remedy_text)


def hands_out(*, media: str, said: str) -> dict[str, Any]:
    """Describe a route that answers with a file instead of values."""
    content = {media: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": said, "content": content}}}


def write_cursor(*, key: Sequence[str | int]) -> str:
    """Write the sort key of the last item as an opaque cursor."""
    packed = json.dumps(list(key), separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(*, cursor: str | None, kinds: Sequence[Callable[[Any], Any]]) -> tuple[Any, ...] | None:
    """Read the sort key out of a cursor, each part by its kind; None asks for the first page.

    Raises: CursorIsUnreadable
    """
    if cursor is None:
        return None
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        key = json.loads(packed)
        if not isinstance(key, list) or len(key) != len(kinds):
            raise ValueError(cursor)
        read = tuple(kind(part) for kind, part in zip(kinds, key, strict=True))
        if any(_is_no_key(part) for part in read):
            raise ValueError(cursor)
        return read
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error, RecursionError) as fault:
        raise CursorIsUnreadable(cursor=cursor) from fault


def _is_no_key(part: object) -> bool:
    # What the database would not take: a moment without its zone, and a letter that it cannot hold; half a letter
    # cannot even be written, which is a ValueError.
    if isinstance(part, str):
        return b"\x00" in part.encode()
    return isinstance(part, datetime) and part.tzinfo is None


def cut_page(
    *, rows: Sequence[_Item], limit: int, key: Callable[[_Item], Sequence[str | int]]
) -> tuple[list[_Item], str | None]:
    """Cut a page out of rows of which one more than `limit` was fetched, and give the cursor of the next.

    Shape:  the rows are sorted by `key`; nothing is skipped or shown twice while rows are added
    """
    shown = list(rows[:limit])
    return shown, write_cursor(key=key(shown[-1])) if len(rows) > limit else None
