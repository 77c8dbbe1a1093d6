"""Seals: the leaves of a day, the chain of seals, receipts, and whether all of it still holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection

from ecoop.kernel.dates import VIETNAM, format_day, vietnam_day
from ecoop.kernel.tenancy import read_sql
from ecoop.ledger.calc.merkle import NO_ROOT, chain_root, inclusion_path, tree_root
from ecoop.ledger.calc.receipts import Receipt
from ecoop.ledger.errors import EntryNotSealed
from ecoop.ledger.models import Seal, SealingKey
from ecoop.ledger.queries.checks import Finding
from ecoop.ledger.queries.entries import get_entry

_LEAVES = read_sql(__file__, "leaves.sql")
# Verification needs the hash and not the text; leaving the text out spares the wire.
_HASHES = _LEAVES.replace(", l.leaf\nFROM", "\nFROM", 1)
_BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


class SealFacts(NamedTuple):
    """A seal, with the public key that its signature answers to."""

    day: date
    size: int
    tree_root: str
    previous_root: str
    root: str
    signature: str
    key_id: str
    public_key: str
    sealed_at: datetime


class Leaf(NamedTuple):
    """An entry as a seal sees it."""

    day: date
    entry_id: UUID
    hash: bytes
    text: str = ""


def list_seals(*, org_id: UUID) -> list[SealFacts]:
    """List the seals of the acting organisation in the order of their days.

    Queries: 1
    """
    columns = (
        "day", "size", "tree_root", "previous_root", "root", "signature", "key_id", "key__public_key", "sealed_at",
    )  # fmt: skip
    return [SealFacts(*row) for row in Seal.objects.filter(org_id=org_id).order_by("day").values_list(*columns)]


def find_public_key(*, key_id: str) -> str | None:
    """Find the public half of a key that this installation signed with, as 64 hexadecimal digits.

    Queries: 1
    """
    return SealingKey.objects.filter(key_id=key_id).values_list("public_key", flat=True).first()


def list_public_keys() -> dict[str, str]:
    """List the public halves of this installation's keys by their ids; everybody may know them.

    Queries: 1
    """
    return dict(SealingKey.objects.order_by("made_at").values_list("key_id", "public_key"))


def list_leaves(*, org_id: UUID, after_day: date | None, until_day: date) -> list[Leaf]:
    """List the leaves of the entries recorded after one day and up to another.

    Queries: 1
    """
    starts_at = _start_of(after_day + timedelta(days=1)) if after_day else _BEGINNING
    wanted: dict[str, Any] = {
        "org_id": org_id,
        "from_at": starts_at,
        "before_at": _start_of(until_day + timedelta(days=1)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES, wanted)
        return [Leaf(day, entry_id, bytes(hashed), text) for day, entry_id, hashed, text in cursor.fetchall()]


def get_receipt(*, org_id: UUID, entry_id: UUID) -> Receipt:
    """Make the receipt of a sealed entry.

    Raises: EntryUnknown, EntryNotSealed
    Queries: 3
    """
    day = vietnam_day(get_entry(org_id=org_id, entry_id=entry_id).recorded_at)
    seal = next((seal for seal in list_seals(org_id=org_id) if seal.day == day), None)
    if seal is None:
        raise EntryNotSealed(day=format_day(day))
    leaves = list_leaves(org_id=org_id, after_day=day - timedelta(days=1), until_day=day)
    place = next(at for at, leaf in enumerate(leaves) if leaf.entry_id == entry_id)
    path = inclusion_path(hashes=[leaf.hash for leaf in leaves], place=place)
    return Receipt(
        organisation=str(org_id),
        day=day.isoformat(),
        leaf=leaves[place].text,
        place=place,
        size=seal.size,
        path=tuple(step.hex() for step in path),
        previous_root=seal.previous_root,
        root=seal.root,
    )


def list_broken_seals(*, org_id: UUID) -> list[Finding]:
    """Recompute every seal and the chain, and say which do not hold.

    Shape:  memory grows with the entries of one day only
    Queries: 2
    """
    seals = {seal.day: seal for seal in list_seals(org_id=org_id)}
    if not seals:
        return []
    last, found = max(seals), []
    previous_root = NO_ROOT
    trees = {
        day: (size, root)
        for day, size, root in _walk_trees(org_id=org_id, before_at=_start_of(last + timedelta(days=1)))
    }
    for day in sorted({*seals, *trees}):
        seal = seals.get(day)
        if seal is None:
            found.append(f"{trees[day][0]} entries recorded on {format_day(day)} are under no seal")
            continue
        wrong = _what_is_wrong(org_id=org_id, seal=seal, tree=trees.get(day), previous_root=previous_root)
        found += [f"{format_day(day)}: {wrong}"] if wrong else []
        previous_root = seal.root
    return [Finding("ledger", "a seal does not hold", thing) for thing in found]


def _what_is_wrong(*, org_id: UUID, seal: SealFacts, tree: tuple[int, str] | None, previous_root: str) -> str:
    size, root = tree or (0, tree_root([]).hex())
    if size != seal.size:
        return f"{seal.size} entries were sealed, {size} are there"
    if root != seal.tree_root:
        return "an entry was changed after it was sealed"
    if seal.previous_root != previous_root:
        return "the chain to the seal before is broken"
    chained = chain_root(
        org_id=org_id, day=seal.day, size=seal.size, tree_root=seal.tree_root, previous_root=seal.previous_root
    )
    if chained != seal.root:
        return "the root does not follow from the day and the chain"
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal.public_key))
        key.verify(bytes.fromhex(seal.signature), bytes.fromhex(seal.root))
    except (InvalidSignature, ValueError):
        return "the signature is not that of the key"
    return ""


def _walk_trees(*, org_id: UUID, before_at: datetime) -> Iterator[tuple[date, int, str]]:
    rows = _stream({"org_id": org_id, "from_at": _BEGINNING, "before_at": before_at})
    for day, leaves in groupby(rows, key=lambda row: row[0]):
        hashes = [row[2] for row in leaves]
        yield day, len(hashes), tree_root(hashes).hex()


def _stream(wanted: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Read rows through a cursor on the server, so that a big organisation does not fill the memory."""
    connection.ensure_connection()
    with psycopg.ServerCursor(connection.connection, "leaves") as cursor:
        cursor.itersize = 5_000
        cursor.execute(_HASHES, wanted, binary=True)
        yield from cursor


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
