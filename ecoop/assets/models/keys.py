"""How the tables of assets point at each other."""

from enum import StrEnum

from django.db import models


def inside(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    """Point at a row of the same organisation; the migration adds the key that cannot leave it."""
    return models.ForeignKey(to, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")


def inside_or_none(to: str) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """Point at a row of the same organisation, or at none."""
    return models.ForeignKey(
        to, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """List the words that a column may hold."""
    return [(word.value, word.value) for word in words]
