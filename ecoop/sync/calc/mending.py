"""Mending an event of the tray: its day, what it names, or one of its fields."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecoop.kernel.dates import format_day
from ecoop.sync.calc.describing import DAY_FIELDS, read_payload_body

LINKS = ("bank_account_id", "place_id", "product_id")
LINES_MAX = 20
_SHOWN_MAX = 60
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
# Who mends a record changes what it says, never which record it is or what it belongs to.
_KEPT = ("id", "sale_id", "settles_id", "paper_id", *LINKS)


@dataclass(frozen=True)
class Field:
    """A field of an event that may be mended: where it stands, what people call it, and what it says."""

    path: str
    label: str
    value: str


@dataclass(frozen=True)
class Mending:
    """What is mended: the day; whether places, accounts and products are let go of; and one field's new words."""

    on: date | None = None
    lets_go_of_links: bool = False
    path: str = ""
    value: str = ""

    @property
    def said(self) -> str:
        """Say what was mended, for whoever audits the books."""
        parts = [format_day(self.on) if self.on else "", " ".join(LINKS) if self.lets_go_of_links else ""]
        if self.path:
            parts.append(f"{self.path} = {self.value}")
        return " · ".join(part for part in parts if part)

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is mended at all."""
        return not (self.on or self.lets_go_of_links or self.path)


def list_fields(*, payload: str) -> list[Field]:
    """List the fields of an event that may be mended: its own, and those of its lines."""
    body = read_payload_body(payload=payload)
    labels = _labels()
    return [
        Field(path, _label(path, labels), _shown(value))
        for path, value in _walk(body)
        if path.rpartition(".")[2] not in _KEPT
    ]


def mend_body(*, body: Mapping[str, Any], kind: str, mending: Mending) -> dict[str, Any]:
    """Give the body of an event as it is after mending."""
    mended: dict[str, Any] = json.loads(json.dumps(body))
    if mending.path and any(path == mending.path for path, _value in _walk(mended)):
        _put(mended, mending.path, mending.value)
    if mending.on and kind in DAY_FIELDS:
        mended[DAY_FIELDS[kind]] = mending.on.isoformat()
    if mending.lets_go_of_links:
        mended = _let_go(mended)
        if type(mended.get("lines")) is list:
            mended["lines"] = [_let_go(line) if type(line) is dict else line for line in mended["lines"]]
    return mended


def _walk(body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        if type(value) is not dict and type(value) is not list:
            yield name, value
    lines = body.get("lines")
    for place, line in enumerate(lines[:LINES_MAX] if type(lines) is list else []):
        if type(line) is dict:
            for name, value in line.items():
                if type(value) is not dict and type(value) is not list:
                    yield f"lines.{place}.{name}", value


def _put(body: dict[str, Any], path: str, text: str) -> None:
    head, _dot, name = path.rpartition(".")
    holder = body["lines"][int(head.split(".")[1])] if head else body
    holder[name] = _read(name, holder[name], text.strip())


def _read(name: str, before: Any, text: str) -> Any:
    """Read new words as the field wants them: amounts are whole numbers, an empty one says nothing."""
    if type(before) is bool or text in ("true", "false"):
        return text == "true"
    if name.endswith("_vnd") or type(before) is int:
        digits = text.replace(".", "").replace(" ", "")
        return int(digits) if _WHOLE.fullmatch(digits) else (text or None)
    return text


def _let_go(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if name in LINKS else value for name, value in fields.items()}


def _shown(value: Any) -> str:
    return "–" if value is None or value == "" else str(value).replace("\0", " ")[:_SHOWN_MAX]


def _label(path: str, labels: Mapping[str, str]) -> str:
    head, _dot, name = path.rpartition(".")
    word = labels.get(name, name)
    return _("Line {n}: {word}").format(n=int(head.split(".")[1]) + 1, word=word) if head else word


def _labels() -> dict[str, str]:
    return {
        "amount_vnd": _("Amount"),
        "paid_vnd": _("Paid at once"),
        "means": _("Paid by"),
        "name": _("What"),
        "number": _("Number"),
        "party_name": _("With whom"),
        "party_tax_code": _("Tax code"),
        "quantity": _("Quantity"),
        "unit": _("Unit"),
        "unit_price": _("Unit price"),
        "sector": _("Sector group"),
        "group": _("Cost group"),
        "text": _("Remark"),
    }
