"""What is posted and what is killed, both drawn from one seed, so that a siege can be told again."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

POSTERS = 4
# Two organisations, two posters each, so that every lock is contended.
HOUSEHOLDS = 2
BATCH_MAX = 20
DAYS = 90
FIRST_DAY = date(2026, 1, 1)
REPEATS_OF_TEN = 1
WAITS = (0.05, 0.5)
VICTIMS = {"application": 9, "server": 6, "backend": 3, "everything": 2}


@dataclass(frozen=True)
class Sale:
    """One sale, as it must stand in the books."""

    id: UUID
    sold_on: date
    amount_vnd: int
    means: str


@dataclass(frozen=True)
class Kill:
    """What is killed, and how long after the kill before it; `pick` chooses among several."""

    wait_s: float
    victim: str
    pick: int


def household_of(*, poster: int) -> int:
    """Tell for which household a poster posts."""
    return poster % HOUSEHOLDS


def draw_batch(*, seed: int, poster: int, index: int) -> list[Sale]:
    """Draw a batch of sales; a retry after a kill draws the same sales with the same ids."""
    chance = Random(f"{seed} {poster} {index}")
    return [
        Sale(
            id=UUID(int=chance.getrandbits(128), version=4),
            sold_on=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            amount_vnd=chance.randrange(1_000, 5_000_000),
            means=chance.choice(("cash", "bank", "credit")),
        )
        for _ in range(chance.randint(1, BATCH_MAX))
    ]


def is_sent_twice(*, seed: int, poster: int, index: int) -> bool:
    """Tell whether the poster sends this batch again although it was acknowledged."""
    return Random(f"{seed} {poster} {index} twice").randrange(10) < REPEATS_OF_TEN


def last_acknowledged(journal: Path) -> int:
    """Read the last whole line; a kill may have torn the one after it."""
    if not journal.exists():
        return 0
    whole = journal.read_text().rpartition("\n")[0]
    return int(whole.rpartition("\n")[2] or 0)


def draw_kills(*, seed: int, kills: int) -> list[Kill]:
    """Draw the schedule of a siege."""
    chance = Random(f"{seed} kills")
    victims, weights = list(VICTIMS), list(VICTIMS.values())
    return [
        Kill(
            wait_s=round(chance.uniform(*WAITS), 3),
            victim=chance.choices(victims, weights)[0],
            pick=chance.randrange(1_000),
        )
        for _ in range(kills)
    ]
