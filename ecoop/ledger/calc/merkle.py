"""The Merkle tree of RFC 9162, and the chain of days. Property tests hold it against pymerkle."""

import hashlib
from collections.abc import Sequence
from datetime import date
from uuid import UUID

NO_ROOT = "0" * 64
_LEAF, _NODE = b"\x00", b"\x01"


def hash_leaf(leaf: bytes) -> bytes:
    """Hash a leaf; leaves and nodes begin differently, so that neither can pass for the other."""
    return hashlib.sha256(_LEAF + leaf).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """Compute the root over hashed leaves.

    Level by level: pairs are joined, and an odd last one moves up as it is, which is the tree of the RFC.
    """
    if not hashes:
        return hashlib.sha256(b"").digest()
    level = list(hashes)
    while len(level) > 1:
        level = _join_pairs(level)
    return level[0]


def inclusion_path(*, hashes: Sequence[bytes], place: int) -> list[bytes]:
    """Collect the siblings that lead from a leaf (counted from 0) to the root."""
    path, level = [], list(hashes)
    while len(level) > 1:
        sibling = place ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level, place = _join_pairs(level), place // 2
    return path


def root_by_path(*, leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Compute the root that a leaf and its path lead to, or None if the path does not fit the tree."""
    if not 0 <= place < size:
        return None
    found, rest, last = hash_leaf(leaf), list(path), size - 1
    while last:
        if place % 2 or place < last:
            if not rest:
                return None
            sibling = rest.pop(0)
            found = _join(sibling, found) if place % 2 else _join(found, sibling)
        place, last = place // 2, last // 2
    return None if rest else found


def chain_root(*, org_id: UUID, day: date, size: int, tree_root: str, previous_root: str) -> str:
    """Chain a day's tree to the day before: whoever holds this root holds all the days up to it."""
    said = f"ecoop-seal-1\n{org_id}|{day.isoformat()}|{size}|{tree_root}|{previous_root}"
    return hashlib.sha256(said.encode()).hexdigest()


def _join_pairs(level: list[bytes]) -> list[bytes]:
    joined = [
        hashlib.sha256(_NODE + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)
    ]
    return joined if len(level) % 2 == 0 else [*joined, level[-1]]


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
