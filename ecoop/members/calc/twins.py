"""The same document twice in one batch: it counts once, unless it says something else the second time."""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from ecoop.members.errors import DocumentDiffers


class _Draft(Protocol):
    @property
    def id(self) -> UUID: ...


D = TypeVar("D", bound=_Draft)


def drop_twins(*, drafts: Sequence[D]) -> list[D]:
    """Keep the first of each id of a batch.

    Raises: DocumentDiffers
    """
    first: dict[UUID, D] = {}
    for draft in drafts:
        if first.setdefault(draft.id, draft) != draft:
            raise DocumentDiffers(document=draft.id)
    return list(first.values())
