"""Notices of money: what they say, when they are too old, and how their proofs are compared."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import VIETNAM, vietnam_day
from ecoop.kernel.dong import Dong
from ecoop.payments.calc.drafts import LineDraft
from ecoop.payments.errors import NoticeIsNotProven, NoticeIsTooOld, NoticeUnreadable, Provider

BODY_MAX = 256 * 1024
LINES_MAX = 500
# Providers try again for five hours; a copy of what came is known by its id however young it is.
AGE_MAX = timedelta(hours=6)
# References with which providers, and we ourselves, try a connection out; no money stands behind them.
TRIAL_REFERENCE = "MA_GIAO_DICH_THU_NGHIEM"
TRIALS = frozenset({TRIAL_REFERENCE, "TF230204212323"})
_DIGITS_MAX = 21
_WHOLE = re.compile(r"-?\d{1,16}(?:\.0{1,2})?", re.ASCII)
# Instants in seconds have ten digits until the year 2286, in thousandths of a second thirteen.
_MILLISECONDS_FROM = 10**12
_PROBLEMS = {
    "large": _("it is too large"),
    "json": _("it is not JSON"),
    "shape": _("a part of it is missing or of another kind"),
    "amount": _("the amount is not a whole number of đồng"),
    "moment": _("its time cannot be read"),
    "currency": _("the amount is not in đồng"),
}


@dataclass(frozen=True)
class NoticeRead:
    """The lines that a notice tells of; none for a trial."""

    lines: tuple[LineDraft, ...]
    is_test: bool = False


@dataclass(frozen=True)
class Transfer:
    """A transfer as a bank sees it; simulators tell of it in the words of their provider."""

    id: int
    amount_vnd: int
    text: str
    account: str
    reference: str
    happened_at: datetime
    counterparty: str = ""
    counterparty_account: str = ""


def unreadable(problem: str) -> NoticeUnreadable:
    """Make the refusal of a notice that cannot be read, by the name of its problem."""
    return NoticeUnreadable(problem=_PROBLEMS[problem])


def load(body: bytes) -> dict[str, Any]:
    """Read the object a notice is; a name that stands twice is refused, for two readers would read two things.

    Raises: NoticeUnreadable
    """
    if len(body) > BODY_MAX:
        raise unreadable("large")
    try:
        found = json.loads(body, object_pairs_hook=_once, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise unreadable("json") from None
    if not isinstance(found, dict):
        raise unreadable("shape")
    return found


def line_of(
    *,
    provider: Provider,
    said: Mapping[str, Any],
    key: object,
    amount: object,
    moment: object,
    names: Mapping[str, str],
) -> LineDraft:
    """Turn one transfer of a notice into a line; `names` tells which field of it says what.

    Raises: NoticeUnreadable
    """
    happened_at = moment_of(moment)
    if not text_of(key):
        raise unreadable("shape")
    words: dict[str, Any] = {ours: text_of(said.get(theirs)) for ours, theirs in names.items()}
    return LineDraft(
        key=f"{provider}:" + hashlib.sha256(text_of(key).encode()).hexdigest(),
        booked_on=vietnam_day(happened_at),
        amount_vnd=amount_of(amount),
        happened_at=happened_at,
        **words,
    )


def amount_of(value: object) -> Dong:
    """Read a whole number of đồng, as a number or as a text.

    Raises: NoticeUnreadable
    """
    text = str(value) if isinstance(value, (int, str, Decimal)) and not isinstance(value, bool) else ""
    if not _WHOLE.fullmatch(text):
        raise unreadable("amount")
    return Dong(int(Decimal(text)))


def moment_of(value: object) -> datetime:
    """Read when money moved; a time without a zone is one of Việt Nam.

    Raises: NoticeUnreadable
    """
    try:
        moment = datetime.fromisoformat(str(value))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise unreadable("moment") from None
    # In the first and the last days of the calendar it has no day of Việt Nam.
    if moment.year in (MINYEAR, MAXYEAR):
        raise unreadable("moment")
    return moment


def text_of(value: object) -> str:
    """Give a value as words on one line; a list or an object has none."""
    if value is None or isinstance(value, (bool, dict, list)):
        return ""
    words = " ".join(str(value).replace("\x00", " ").split())
    # JSON may hold half a character, which no table can keep.
    return words if words.isascii() else words.encode("utf-8", "replace").decode()


def prove(*, found: str, wanted: str) -> None:
    """Compare a proof with what it should be, in a time that does not tell where they differ.

    Raises: NoticeIsNotProven
    """
    if not hmac.compare_digest(found.encode("utf-8", "replace"), wanted.encode()):
        raise NoticeIsNotProven()


def prove_age(*, signed: str, now: datetime) -> None:
    """Refuse what was signed long ago or will be; the time is in seconds or thousandths of a second.

    Raises: NoticeIsNotProven, NoticeIsTooOld
    """
    if not (signed.isascii() and signed.isdigit() and len(signed) < 16):
        raise NoticeIsNotProven()
    seconds = int(signed) // 1000 if int(signed) >= _MILLISECONDS_FROM else int(signed)
    if abs(int(now.timestamp()) - seconds) > AGE_MAX.total_seconds():
        raise NoticeIsTooOld()


def hmac_hex(*, secret: str, words: bytes, algorithm: str) -> str:
    """Sign words with a secret."""
    return hmac.new(secret.encode(), words, algorithm).hexdigest()


def compact(value: object) -> str:
    """Write a value as JavaScript's JSON.stringify does: no spaces, letters as they are."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=_as_number)


def sort_keys(value: object, *, also_in_lists: bool) -> object:
    """Sort the names of an object, and of the objects inside it."""
    if isinstance(value, dict):
        return {name: sort_keys(value[name], also_in_lists=also_in_lists) for name in sorted(value)}
    if isinstance(value, list) and also_in_lists:
        return [sort_keys(each, also_in_lists=True) for each in value]
    return value


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_constant: str) -> Any:
    raise ValueError


def _as_number(value: object) -> object:
    # JavaScript writes 2000.0 as 2000.
    is_short = isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _DIGITS_MAX
    # A few letters can stand for a number of millions of digits.
    if isinstance(value, Decimal) and is_short and value == value.to_integral_value():
        return int(value)
    raise unreadable("amount")
