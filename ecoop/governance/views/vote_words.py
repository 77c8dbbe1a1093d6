"""Words for what was chosen, for people."""

from collections.abc import Sequence
from typing import Any

from ecoop.governance.calc.votes import SEPARATOR, Choice, Option
from ecoop.governance.forms.votes import CHOICE_WORDS


def name_rows(rows: Sequence[tuple[str, int]]) -> list[tuple[Any, int]]:
    """Name the choices of a count; candidates have names already."""
    return [(CHOICE_WORDS[Choice(name)] if name in set(Choice) else name, votes) for name, votes in rows]


def name_choice(*, choice: str, options: Sequence[Option]) -> str:
    """Name a written choice: For, or the names of the candidates."""
    if not options:
        return str(CHOICE_WORDS[Choice(choice)])
    names = {option.code: option.label for option in options}
    chosen = [names[code] for code in choice.split(SEPARATOR) if code in names]
    return ", ".join(chosen) or str(CHOICE_WORDS[Choice.BLANK])
