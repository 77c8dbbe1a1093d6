"""Refusals: the expected answers "no", each with a code, what happened, and what to do."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from ecoop.kernel.written import format_day, format_dong, vietnam_day


@dataclass(frozen=True)
class Citation:
    """Where a rule stands: the id of a document in law/sources, and the article in it."""

    document: str
    article: str


class Refusal(Exception):
    """Say no to a person in their language, and tell them the way on.

    Subclasses set `code`, `said` and `remedy`; the facts given to the constructor fill the {placeholders}.
    """

    code: ClassVar[str] = ""
    # Lazy translations stand here, so the language is that of the reader and not of the one who raised it.
    said: ClassVar[Any] = ""
    remedy: ClassVar[Any] = ""
    law: Citation | None = None

    def __init__(self, *, law: Citation | None = None, **facts: Any) -> None:
        super().__init__(self.code)
        self.law = law or type(self).law
        self.facts = facts

    @property
    def said_text(self) -> str:
        """Tell what happened, in the active language."""
        return str(self.said).format_map(_Shown(self.facts))

    @property
    def remedy_text(self) -> str:
        """Tell what to do now, in the active language."""
        return str(self.remedy).format_map(_Shown(self.facts))

    def as_dict(self) -> dict[str, Any]:
        """Give the refusal to a program: code, said, remedy, law."""
        law = asdict(self.law) if self.law else None
        return {"code": self.code, "said": self.said_text, "remedy": self.remedy_text, "law": law}

    def __str__(self) -> str:
        return f"{self.said_text} {self.remedy_text}".strip()


class _Shown(dict[str, Any]):
    """Facts as people read them: days as 05/03/2026, amounts (named …_vnd) as 1.234.567 đ."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: _show(name, fact) for name, fact in facts.items()})

    def __missing__(self, name: str) -> str:
        # A translator's slip in a placeholder must not turn a refusal into a crash.
        return "{" + name + "}"


def _show(name: str, fact: Any) -> Any:
    if isinstance(fact, datetime):
        return format_day(vietnam_day(fact))
    if isinstance(fact, date):
        return format_day(fact)
    if name.endswith("_vnd") and isinstance(fact, int):
        return format_dong(fact)
    return fact
