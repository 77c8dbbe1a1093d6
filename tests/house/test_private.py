"""Nothing of one machine or one registry stands in the house."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.house import ROOT, Finding, Source, hold

# Written in pieces, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(["ro" + "ot", "ho" + "me", "Us" + "ers", "wo" + "rk"]) + r")/[\w.]")
REGISTRY = re.compile(r"--(?:extra-)?index-url|(?:pypi|npmjs)\.(?:org|com)/(?:simple|packages)|\"resolved\":\s*\"http")
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".sql", ".html", ".json", ".txt", ".lock", ".sh", ".css", ".js", ".csv"}


def test_no_path_of_a_machine_and_no_registry() -> None:
    hold(finding for source in tracked() for finding in private(source))


def tracked() -> Iterator[Source]:
    """Read the text files under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and (path.suffix in TEXT or Path(name).name == "Makefile"):
            yield Source(name, path.read_text(encoding="utf-8", errors="replace"))


def private(source: Source) -> Iterator[Finding]:
    """Find paths of a machine and addresses of a registry."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if MACHINE.search(line):
            yield source.find(
                number, "a path of one machine.", "a path relative to the checkout, or from the settings."
            )
        if REGISTRY.search(line):
            yield source.find(number, "the address of a registry.", "leave it to the machine's own configuration.")


@pytest.mark.parametrize(
    "text",
    [
        'open("/' + 'home/lan/books.csv")',
        "cd /" + "work/x",
        "--index" + "-url https://example.org",
        '"resolved"' + ': "https://registry.example"',
    ],
)
def test_the_rule_sees(text: str) -> None:
    assert list(private(Source("a.py", text)))


@pytest.mark.parametrize("text", ["https://example.org/home/lan", "path('home/')", "docs/work/x.md", "/o/<slug>/"])
def test_the_rule_lets_through(text: str) -> None:
    assert not list(private(Source("a.py", text)))
