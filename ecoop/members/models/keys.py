"""How the tables of members point at each other and at the member's own organisation."""

from enum import StrEnum

from django.db import models


def inside(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    """Point at a row of the same organisation; the migration adds the key that cannot leave it."""
    return models.ForeignKey(to, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """List the words of an enumeration as Django wants choices."""
    return [(word.value, word.value) for word in words]


def own_organisation() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """Point at the organisation of the member, if it is in the directory."""
    return models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
