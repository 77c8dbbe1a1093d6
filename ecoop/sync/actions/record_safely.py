"""Record a group of events so that no bad one blocks or undoes another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import psycopg
import structlog
from django.db import InterfaceError, OperationalError, transaction

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.errors import BooksNotOpen
from ecoop.sync.calc.bodies import Read
from ecoop.sync.calc.events import EventDraft, Loser
from ecoop.sync.errors import EventMetSurprise

# Some statements go past Django, which would have given their faults its own names.
_DATABASE_AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
log = structlog.get_logger("ecoop.sync")


@dataclass(slots=True)
class Item:
    """An event on its way into the books: its place in the batch, itself, and what it says."""

    place: int
    event: EventDraft
    read: Read


@dataclass(slots=True)
class Done:
    """An event that was recorded; `was_there` if its document had come another way before."""

    label: str = ""
    was_there: bool = False
    losers: Sequence[Loser] = ()


Answer: TypeAlias = Done | Refusal


def record_safely(*, items: Sequence[Item], how: Callable[[Sequence[Item]], list[Answer]]) -> list[Answer]:
    """Record a group at once; if something goes wrong that its action does not answer for, halve it until it is found.

    What is wrong with the database itself is nobody's fault: it goes up, and the phone sends the batch again.

    Shape:  one answer per item, in order
    Queries: those of `how` and 2; about 2 log n times as many for each surprise
    """
    if not items:
        return []
    try:
        with transaction.atomic():
            return how(items)
    except BooksNotOpen as refusal:
        return [refusal for _item in items]
    except _DATABASE_AWAY:
        raise
    except Exception as fault:
        if len(items) == 1:
            return [fault if isinstance(fault, Refusal) else _surprise(items[0], fault)]
    middle = len(items) // 2
    return [*record_safely(items=items[:middle], how=how), *record_safely(items=items[middle:], how=how)]


def _surprise(item: Item, fault: Exception) -> Refusal:
    surprise_id = new_id()
    log.error(
        "sync.event.surprise-met",
        surprise_id=str(surprise_id),
        event_id=str(item.event.id),
        kind=item.event.kind,
        exc_info=fault,
    )
    return EventMetSurprise(surprise_id=surprise_id)
