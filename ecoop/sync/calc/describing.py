"""What an event of the tray was, in plain words, as far as it can be read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecoop.sync.calc.fields import Fields, is_unicode
from ecoop.sync.calc.words import EventKind
from ecoop.sync.errors import EventNotUnderstood

KIND_LABELS: Mapping[str, Any] = {
    EventKind.SALE: _("Sale"),
    EventKind.RETURN: _("Goods that came back"),
    EventKind.PURCHASE: _("Purchase"),
    EventKind.EXPENSE: _("Expense"),
    EventKind.MONEY: _("Receipt or payment"),
    EventKind.STOCK: _("Stock move"),
    EventKind.PRODUCT: _("Change of a product"),
    EventKind.PRODUCT_RETIRED: _("Product taken out of sale"),
    EventKind.DAY: _("Day's end"),
}
# In which field each kind has the day of its document.
DAY_FIELDS: Mapping[str, str] = {
    EventKind.SALE: "sold_on",
    EventKind.RETURN: "came_back_on",
    EventKind.PURCHASE: "bought_on",
    EventKind.EXPENSE: "spent_on",
    EventKind.MONEY: "moved_on",
    EventKind.STOCK: "moved_on",
    EventKind.DAY: "on",
}
_SHOWN = 3
_AMOUNT_SHOWN_MAX = 10**15


@dataclass(frozen=True)
class Described:
    """An event in plain words: its day, its amount and what it speaks of, each if it can be read."""

    label: str
    on: date | None
    amount_vnd: int | None
    text: str


def describe_event(*, kind: str, payload: str) -> Described:
    """Describe an event of the tray; whatever cannot be read is left out."""
    label = str(KIND_LABELS.get(kind) or _("Something that cannot be read"))
    body = read_payload_body(payload=payload)
    lines = body.get("lines")
    rows = [each for each in lines if type(each) is dict] if type(lines) is list else []
    given: list[Any] = [each.get("amount_vnd") for each in rows] or [body.get("amount_vnd")]
    amounts = [each for each in given if type(each) is int and abs(each) < _AMOUNT_SHOWN_MAX]
    names = [row.get("name") for row in rows[:_SHOWN]]
    said: list[Any] = [each for each in (*names, body.get("party_name"), body.get("text")) if _is_shown(each)]
    day = _day(body, DAY_FIELDS.get(kind, ""))
    total = sum(amounts) if len(amounts) == len(given) else None
    return Described(label, day, total, ", ".join(dict.fromkeys(said)))


def read_payload_body(*, payload: str) -> dict[str, Any]:
    """Read the body out of an event as it was kept; an empty one if there is none."""
    said = json.loads(payload)
    body = said.get("body") if type(said) is dict else None
    return body if type(body) is dict else {}


def _is_shown(value: Any) -> bool:
    return type(value) is str and bool(value.strip()) and "\0" not in value and is_unicode(value) and len(value) <= 200


def _day(body: dict[str, Any], name: str) -> date | None:
    try:
        return Fields(body).day(name)
    except EventNotUnderstood:
        return None
