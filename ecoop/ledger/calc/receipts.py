"""Receipts: proof that an entry stood in the books on the day they were sealed, checkable without the books."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ecoop.ledger.calc.merkle import chain_root, root_by_path
from ecoop.ledger.errors import ReceiptUnreadable

KIND = "ecoop-receipt-1"
LONGEST = 100_000


@dataclass(frozen=True)
class Receipt:
    """An entry as it was sealed, and the way from it to the root of its day."""

    organisation: str
    day: str
    leaf: str
    place: int
    size: int
    path: tuple[str, ...]
    previous_root: str
    root: str
    kind: str = KIND

    def as_text(self) -> str:
        """Write the receipt as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def read_receipt(*, text: str) -> Receipt:
    """Read a receipt that somebody hands in; nothing in it is trusted.

    Raises: ReceiptUnreadable
    """
    try:
        found: Any = json.loads(text) if len(text) <= LONGEST else None
        receipt = Receipt(**{**found, "path": tuple(found["path"])})
        _check_shape(receipt)
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise ReceiptUnreadable() from problem
    return receipt


def is_proved(*, receipt: Receipt, root: str) -> bool:
    """Say whether the receipt's entry stood in the books that a root sums up."""
    path = [bytes.fromhex(step) for step in receipt.path]
    tree = root_by_path(leaf=receipt.leaf.encode(), place=receipt.place, size=receipt.size, path=path)
    if tree is None:
        return False
    return root.strip().lower() == chain_root(
        org_id=UUID(receipt.organisation),
        day=date.fromisoformat(receipt.day),
        size=receipt.size,
        tree_root=tree.hex(),
        previous_root=receipt.previous_root,
    )


def _check_shape(receipt: Receipt) -> None:
    texts = (receipt.organisation, receipt.day, receipt.leaf, receipt.previous_root, receipt.root, *receipt.path)
    if receipt.kind != KIND or not all(isinstance(text, str) for text in texts):
        raise ValueError(receipt.kind)
    if type(receipt.place) is not int or type(receipt.size) is not int:
        raise TypeError(receipt.place)
    UUID(receipt.organisation)
    date.fromisoformat(receipt.day)
    receipt.leaf.encode()
    for step in (*receipt.path, receipt.previous_root, receipt.root):
        bytes.fromhex(step)
