"""Tell a story while it is executed; what was told becomes a page of the guide."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ecoop.kernel.refusals import Citation
from ecoop.kernel.written import format_dong

ROOT = Path(__file__).resolve().parent.parent.parent
WRITE = "ECOOP_WRITE_GUIDE"


@dataclass
class Telling:
    """The lines of one story, in the order in which they were told."""

    page: str
    lines: list[str] = field(default_factory=list)

    def heading(self, text: str, *, level: int = 2) -> None:
        """Begin a chapter."""
        self.lines += ["", f"{'#' * level} {text}", ""]

    def say(self, text: str) -> None:
        """Tell what happens now."""
        self.lines += [text, ""]

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Show figures; whole numbers are đồng."""
        self.lines.append(_row(head))
        self.lines.append(_row(["---:" if name.endswith("(đ)") else "---" for name in head]))
        self.lines += [_row([_shown(cell) for cell in row]) for row in rows]
        self.lines.append("")

    def end(self) -> None:
        """Hold the figures of the page to those told just now; ECOOP_WRITE_GUIDE=1 writes the page anew.

        Words may change with a translation; a figure may not.
        """
        told = "\n".join(self.lines).strip() + "\n"
        path = ROOT / "docs" / "guide" / self.page
        if os.environ.get(WRITE) == "1":
            path.write_text(told, encoding="utf-8")
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        assert figures(written) == figures(told), (
            f"docs/guide/{self.page} is out of date. Instead: {WRITE}=1 pytest tests/stories"
        )


def figures(text: str) -> list[str]:
    """List every number of a page, in order."""
    return re.findall(r"\d[\d.,/]*", text)


def side_name(side: str) -> str:
    """Name a side in Vietnamese."""
    return {"internal": "nội bộ", "external": "bên ngoài"}[side]


def cited(law: Citation) -> str:
    """Name an article the way the guide does."""
    return f"{law.article} ({law.document})"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(cell: object) -> str:
    # A plain space keeps the page readable in any editor.
    return format_dong(cell).replace("\u00a0", " ") if isinstance(cell, int) else str(cell)
