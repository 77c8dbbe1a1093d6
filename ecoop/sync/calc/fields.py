"""The fields of what a phone said, read by hand: a batch of thousands has no time for more."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.wire import AMOUNT_VND_MAX
from ecoop.sync.errors import EventNotUnderstood

LINES_MAX = 100
_QUANTITY = re.compile(r"\d{1,12}(\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Fields:
    """An object of JSON; each method gives one field of it or refuses the event."""

    __slots__ = ("said",)

    def __init__(self, said: Any) -> None:
        if type(said) is not dict:
            raise EventNotUnderstood(field="body")
        self.said = said

    def text(self, name: str, *, longest: int = 200) -> str:
        """Give a text; none is an empty one."""
        value = self.said.get(name)
        if value is None:
            return ""
        if type(value) is not str or len(value) > longest or "\0" in value or not is_unicode(value):
            raise EventNotUnderstood(field=name)
        return value

    def name(self, name: str) -> str:
        """Give a text that says something."""
        value = self.text(name)
        if not value.strip():
            raise EventNotUnderstood(field=name)
        return value

    def word(self, name: str, *, among: Collection[str]) -> str:
        """Give one of some words."""
        value = self.said.get(name)
        if type(value) is not str or value not in among:
            raise EventNotUnderstood(field=name)
        return value

    def amount(self, name: str, *, least: int = 1) -> Dong:
        """Give an amount of whole đồng."""
        value = self.said.get(name)
        if type(value) is not int or not least <= value <= AMOUNT_VND_MAX:
            raise EventNotUnderstood(field=name)
        return Dong(value)

    def amount_or_none(self, name: str, *, least: int = 1) -> Dong | None:
        """Give an amount of whole đồng, if there is one."""
        return None if self.said.get(name) is None else self.amount(name, least=least)

    def amount_or_zero(self, name: str) -> Dong:
        """Give an amount of whole đồng that is not below zero, or zero."""
        return self.amount_or_none(name, least=0) or Dong(0)

    def day(self, name: str) -> date:
        """Give a day."""
        value = self.said.get(name)
        if type(value) is not str or not _DAY.fullmatch(value):
            raise EventNotUnderstood(field=name)
        try:
            return date.fromisoformat(value)
        except ValueError as fault:
            raise EventNotUnderstood(field=name) from fault

    def id(self, name: str) -> UUID:
        """Give an id."""
        found = read_id(self.said.get(name))
        if found is None:
            raise EventNotUnderstood(field=name)
        return found

    def id_or_none(self, name: str) -> UUID | None:
        """Give an id, if there is one."""
        return None if self.said.get(name) is None else self.id(name)

    def quantity(self, name: str) -> Decimal:
        """Give an exact quantity, written as a text or a whole number."""
        value = self.said.get(name)
        if type(value) is int and 0 <= value < 10**12:
            return Decimal(value)
        if type(value) is not str or not (_QUANTITY.fullmatch(value) and value.isascii()):
            raise EventNotUnderstood(field=name)
        return Decimal(value)

    def quantity_or_none(self, name: str) -> Decimal | None:
        """Give an exact quantity, if there is one."""
        return None if self.said.get(name) is None else self.quantity(name)

    def flag(self, name: str) -> bool:
        """Give yes or no; nothing said is no."""
        value = self.said.get(name, False)
        if type(value) is not bool:
            raise EventNotUnderstood(field=name)
        return value

    def lines(self, name: str) -> list["Fields"]:
        """Give the lines of a document, at least one."""
        value = self.said.get(name)
        if type(value) is not list or not 0 < len(value) <= LINES_MAX:
            raise EventNotUnderstood(field=name)
        return [Fields(each) for each in value]


def read_id(value: object) -> UUID | None:
    """Read an id; None if it is none."""
    if type(value) is not str or len(value) > 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None


def is_unicode(text: str) -> bool:
    """Tell whether a text can be kept: a lone half of a character cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
