"""What all house rules share: the files of the house, and findings that say what to write instead."""

import ast
import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
_NOT_OURS = {".git", ".venv", "node_modules", "var", "dist", "staticfiles", "__pycache__", "vendor"}
# Page furniture, settings and the ground have shapes of their own; every other package is a domain.
NOT_DOMAINS = {"config", "kernel", "web", "locale"}


@dataclass(frozen=True)
class Finding:
    """One place that breaks a rule: where, what is wrong, what to write instead."""

    path: str
    line: int
    wrong: str
    instead: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong} Instead: {self.instead}"


@dataclass(frozen=True)
class Source:
    """A file of the house, or a sample that plays one."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Parse the file as Python."""
        # Python 3.11 loses count of its own depth when it collects garbage in the middle of a tree.
        gc.disable()
        try:
            return ast.parse(self.text, self.path)
        finally:
            gc.enable()

    @property
    def lines(self) -> int:
        """Count the lines."""
        return self.text.count("\n") + (not self.text.endswith("\n") and bool(self.text))

    @property
    def parts(self) -> tuple[str, ...]:
        """Give the folders and the name."""
        return PurePosixPath(self.path).parts

    @property
    def name(self) -> str:
        """Give the file's own name."""
        return self.parts[-1]

    @property
    def domain(self) -> str | None:
        """Name the package below ecoop/ that holds the file."""
        return self.parts[1] if self.parts[0] == "ecoop" and len(self.parts) > 2 else None

    @property
    def place(self) -> str:
        """Name the file's role in its domain: calc, queries, actions, views, management, templates …"""
        return self.parts[2].removesuffix(".py") if self.domain else ""

    @property
    def is_test(self) -> bool:
        """Tell whether the file belongs to the tests."""
        return "tests" in self.parts[:-1] or self.name.startswith("test_") or self.name == "conftest.py"

    @property
    def is_migration(self) -> bool:
        """Tell whether the file is a migration."""
        return "migrations" in self.parts[:-1]

    def find(self, line: int, wrong: str, instead: str) -> Finding:
        """Make a finding in this file."""
        return Finding(self.path, line, wrong, instead)


def hold(findings: Iterable[Finding]) -> None:
    """Fail with every finding, one a line."""
    found = [str(finding) for finding in findings]
    if found:
        raise AssertionError(f"{len(found)} finding(s):\n" + "\n".join(sorted(found)))


def product() -> list[Source]:
    """Read the Python files of the product: ecoop/ without tests and migrations."""
    return [one for one in python("ecoop") if not one.is_test and not one.is_migration]


def python(*folders: str) -> list[Source]:
    """Read the Python files below the folders (default: all of ours)."""
    return files(".py", folders or ("ecoop", "tests", "demo", "bench", "docs"))


@cache
def files(suffix: str, folders: tuple[str, ...]) -> list[Source]:
    """Read all files with a suffix below the folders, sorted by path."""
    found = [path for folder in folders for path in _walk(ROOT / folder) if path.name.endswith(suffix)]
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(found)]


def _walk(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name in _NOT_OURS or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def domains() -> list[str]:
    """Name the packages that are domains: those with a folder of code below ecoop/."""
    folders = [path for path in (ROOT / "ecoop").iterdir() if path.is_dir() and any(path.glob("*.py"))]
    return sorted(path.name for path in folders if path.name not in NOT_DOMAINS and path.name not in _NOT_OURS)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk every function and method of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """Write a name or attribute chain as text: datetime.now; anything else is empty."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""
