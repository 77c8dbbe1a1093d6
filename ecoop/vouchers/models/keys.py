"""How the tables of vouchers point at rows of the same organisation."""

from django.db import models


def inside(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    """Point at a row of the same organisation; the migration adds the key that cannot leave it."""
    return models.ForeignKey(to, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+")


def inside_or_none(to: str) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """Point at a row of the same organisation, or at none."""
    return models.ForeignKey(
        to, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
