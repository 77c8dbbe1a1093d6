"""One word, one meaning: the glossary is complete, and its banned words are not used as names (STYLE 1)."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import yaml

from tests.house.house import ROOT, Finding, Source, hold, product

PATH = "docs/glossary.yaml"


def glossary() -> list[dict[str, Any]]:
    """Read the glossary."""
    entries: list[dict[str, Any]] = yaml.safe_load((ROOT / PATH).read_text(encoding="utf-8"))
    return entries


def test_every_entry_is_complete_and_alone() -> None:
    hold(incomplete(glossary()))


def test_banned_words_name_nothing() -> None:
    banned = banned_words(glossary())
    hold(finding for source in product() for finding in misnamed(source, banned))


def incomplete(entries: list[dict[str, Any]]) -> Iterator[Finding]:
    """Find entries that lack something, words that appear twice, and bans on the glossary's own words."""
    own = [str(entry.get("en")) for entry in entries]
    for number, entry in enumerate(entries, 1):
        word = str(entry.get("en"))
        for key in ("en", "vi", "means", "not"):
            if not entry.get(key):
                yield Finding(PATH, number, f"“{word}” has no {key}.", "{en, vi, means, not: […]}")
        if own.count(word) > 1:
            yield Finding(PATH, number, f"“{word}” stands twice.", "one entry per word.")
        for other in entry.get("not") or []:
            if other in own:
                yield Finding(PATH, number, f"“{other}” is banned and also an entry.", "one of the two.")


def banned_words(entries: list[dict[str, Any]]) -> dict[tuple[str, ...], str]:
    """Map every banned word, as its parts, to the word of the house."""
    return {tuple(other.split("_")): entry["en"] for entry in entries for other in entry.get("not") or []}


def misnamed(source: Source, banned: dict[tuple[str, ...], str]) -> Iterator[Finding]:
    """Find names in code that hold a banned word."""
    for line, name in defined_names(source.tree):
        parts = parts_of(name)
        for size in (1, 2, 3):
            for start in range(len(parts) - size + 1):
                word = banned.get(tuple(parts[start : start + size]))
                if word:
                    yield source.find(line, f"{name} uses a banned word.", f"“{word}”, see {PATH}.")


def defined_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Walk the names that a file gives: functions, classes, parameters, variables, fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        if isinstance(node, ast.arg):
            yield node.lineno, node.arg
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def parts_of(name: str) -> list[str]:
    """Split a snake or camel name into lower-case words, plurals made singular."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return [re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", part) for part in spaced.lower().split("_") if part]


def test_the_rules_see() -> None:
    banned = banned_words([{"en": "buyer", "not": ["customer", "api_client"]}])
    for text in ("customer = 1", "class CustomerLine: pass", "def f(*, customers): ...", "def make_api_client(): ..."):
        assert list(misnamed(Source("ecoop/x/calc.py", text), banned))
    assert list(incomplete([{"en": "a", "vi": "", "means": "x", "not": ["b"]}]))
    assert list(incomplete([{"en": "a", "vi": "x", "means": "x", "not": ["a"]}]))


def test_the_rules_let_through() -> None:
    banned = banned_words([{"en": "buyer", "not": ["customer", "api_client"]}])
    for text in ("buyer = 1", "x = 'customer'", "accustomed = 1", "client = 1", "f(customer=1)"):
        assert not list(misnamed(Source("ecoop/x/calc.py", text), banned))
    assert not list(incomplete([{"en": "a", "vi": "x", "means": "x", "not": ["b"]}]))
