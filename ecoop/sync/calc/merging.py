"""Merging what two said of one product, field by field; what is not kept is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ecoop.sync.calc.events import Loser


@dataclass(frozen=True)
class Merged:
    """What a product is after a phone's change: fields that were taken, and what lost against what."""

    taken: Mapping[str, Any]
    losers: tuple[Loser, ...]


def merge_fields(
    *,
    fields: Mapping[str, Any],
    base: Mapping[str, Any],
    current: Mapping[str, Any],
    said_at: datetime,
    current_since: Mapping[str, datetime],
) -> Merged:
    """Merge a phone's change into what holds now.

    A field that nobody changed since the phone saw it is taken. If somebody did, the one who said it later is kept;
    of two at the same moment the one that holds. The outcome is the same in whatever order both arrive.

    Shape:  `current_since` says when each field's value was said
    """
    taken: dict[str, Any] = {}
    losers: list[Loser] = []
    for name, value in fields.items():
        held = current.get(name)
        if value == held:
            continue
        is_unseen = name in base and base[name] != held
        if not is_unseen:
            taken[name] = value
        elif said_at > current_since[name]:
            taken[name] = value
            losers.append(Loser(name, kept=value, lost=held))
        else:
            losers.append(Loser(name, kept=held, lost=value))
    return Merged(taken, tuple(losers))
