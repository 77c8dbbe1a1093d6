"""Names without accents, slugs, and the kinds of organisation."""

import re
import unicodedata

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
    # Đ is a letter of its own in Unicode and does not decompose into D and a mark.
    bare = text.replace("Đ", "D").replace("đ", "d")
    marked = unicodedata.normalize("NFD", bare.lower())
    letters = "".join(letter for letter in marked if unicodedata.category(letter) != "Mn")
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


def slug_from_name(*, name: str) -> str:
    """Make the part of the address that names an organisation: "HTX Chè Tân Cương" becomes "htx-che-tan-cuong"."""
    return plain_text(text=name).replace(" ", "-")[:_SLUG_LENGTH_MAX].strip("-")
