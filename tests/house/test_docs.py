"""What the docs must say: every dependency, every decision, and links that lead somewhere (STYLE 18)."""

import json
import re
import tomllib
from collections.abc import Iterator

from tests.house.house import ROOT, Finding, Source, files, hold, python

# Where a module has another name than its package; tzdata is data that Python's zoneinfo finds by itself.
MODULES = {
    "python-docx": "docx",
    "django-allauth": "allauth",
    "django-ninja": "ninja",
    "mt-940": "mt940",
    "python-stdnum": "stdnum",
    "pyyaml": "yaml",
    "tzdata": "",
}


def test_every_dependency_has_a_line() -> None:
    page = Source("docs/dependencies.md", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    npm = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=~ ]", one)[0] for one in declared}
    names |= {*npm.get("dependencies", {}), *npm.get("devDependencies", {})}
    hold(unexplained(page, names))


def test_every_dependency_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    said = "\n".join(source.text for source in python("ecoop", "demo") if not source.is_test)
    hold(unused([re.split(r"[\[<>=~ ]", one)[0] for one in project["dependencies"]], said))


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert pages, "docs/decisions has no page"
    hold(
        Finding(f"docs/decisions/{page.name}", 1, "not in the list.", "a line in docs/decisions/README.md")
        for page in pages
        if page.name not in index
    )


def test_links_between_pages_lead_somewhere() -> None:
    top = [Source(path.name, path.read_text(encoding="utf-8")) for path in ROOT.glob("*.md")]
    pages = [*top, *files(".md", ("docs", "ecoop", "law", "demo", "bench", "tests"))]
    hold(finding for page in pages for finding in dead_links(page))


def unused(names: list[str], said: str) -> Iterator[Finding]:
    """Find dependencies whose module nobody imports or names in the settings."""
    for name in names:
        module = MODULES.get(name, name.replace("-", "_"))
        if module and not re.search(rf"(import|from) {module}\b|[\"']{module}[.\"']", said):
            yield Finding("pyproject.toml", 1, f"nobody uses {name}.", "take it out, here and in docs/dependencies.md.")


def unexplained(page: Source, names: set[str]) -> Iterator[Finding]:
    """Find dependencies without a line, lines without a dependency, and lines with an empty cell."""
    lines = {found[1]: line for line in page.text.splitlines() if (found := re.match(r"\| `([^`]+)` \|", line))}
    for name in sorted(names - lines.keys()):
        yield page.find(1, f"{name} has no line.", "what for, what else was weighed, how it could be replaced.")
    for name in sorted(lines.keys() - names):
        yield page.find(1, f"{name} is not a dependency.", "delete its line.")
    for name, line in lines.items():
        if len([cell for cell in line.strip("| ").split("|") if cell.strip()]) != 4:
            yield page.find(1, f"the line of {name} is not whole.", "four cells.")


def dead_links(page: Source) -> Iterator[Finding]:
    """Find links to files that are not there."""
    for number, line in enumerate(page.text.splitlines(), 1):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
            if re.match(r"[a-z]+:", target):
                continue
            if not ((ROOT / page.path).parent / target).exists():
                yield page.find(number, f"the link to {target} leads nowhere.", "a path that is there.")


def test_the_rules_see() -> None:
    page = Source("docs/dependencies.md", "| `a` | x | y | z |\n| `b` | x |  | z |\n")
    assert len(list(unexplained(page, {"b", "c"}))) == 3
    assert list(dead_links(Source("README.md", "[x](no/such/file.md)")))
    assert list(unused(["segno"], "import babel"))


def test_the_rules_let_through() -> None:
    page = Source("docs/dependencies.md", "| `a` | x | y | z |\n")
    assert not list(unexplained(page, {"a"}))
    assert not list(unused(["pyyaml", "django-htmx", "tzdata"], "import yaml\nAPPS = ['django_htmx']"))
    assert not list(dead_links(Source("README.md", "[x](pyproject.toml) [y](https://example.org)")))
