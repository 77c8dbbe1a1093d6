"""Names without accents, slugs, and the kinds of organisation."""

import re

from ecoop.kernel.written import without_accents

ORGANISATION_KINDS = (
    "household",
    "cooperative",
    "union",
    "authority",
    "enterprise",
    "bank",
    "insurer",
    "school",
)

_SLUG_LENGTH_MAX = 60


def plain_text(*, text: str) -> str:
    """Write a Vietnamese text in small letters without accents, as people type it when they search.

    Shape:  single spaces between words; "Phường Đội Cấn" becomes "phuong doi can"
    """
    return re.sub(r"[^a-z0-9]+", " ", without_accents(text)).strip()


def slug_from_name(*, name: str) -> str:
    """Make the part of the address that names an organisation: "HTX Chè Tân Cương" becomes "htx-che-tan-cuong"."""
    return plain_text(text=name).replace(" ", "-")[:_SLUG_LENGTH_MAX].strip("-")
