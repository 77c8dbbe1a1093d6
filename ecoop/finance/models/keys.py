"""How the tables of lending point at the member's own organisation."""

from django.db import models


def own_organisation() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    """Point at the organisation of the member, if it is in the directory."""
    return models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
