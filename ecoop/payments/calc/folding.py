"""How references and texts are compared: by their letters and digits alone, for banks put spaces where they like."""

import re

from ecoop.kernel.written import without_accents

FOLDED_MAX = 1200
_NOT_KEPT = re.compile(r"[^A-Z0-9]+")


def fold(text: str) -> str:
    """Keep the letters and digits of a text, without accents, in capitals: "Ec-7k2 m9" is "EC7K2M9"."""
    return _NOT_KEPT.sub("", without_accents(text).upper())


def fold_line(*, text: str, reference: str) -> str:
    """Fold what a bank line says, its reference behind its text; the bar between is never part of a reference."""
    return f"{fold(text)}|{fold(reference)}"[:FOLDED_MAX]
