"""A domain folder holds these and nothing else (STYLE 3); names say what a thing is (STYLE 2)."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.house import ROOT, Finding, Source, domains, files, hold, python

ALLOWED_FILES = {
    "README.md", "__init__.py", "apps.py", "errors.py", "calc.py", "models.py", "queries.py", "forms.py", "views.py",
    "api.py", "jobs.py", "urls.py",
}  # fmt: skip
# errors, models, queries, calc, views, forms and api become folders of nouns when one file would pass 400 lines.
ALLOWED_FOLDERS = {
    "errors", "models", "queries", "calc", "views", "forms", "api", "sql", "actions", "providers", "management",
    "templates", "migrations", "tests",
}  # fmt: skip
# What one domain holds beyond the list, and why.
EXTRA = {
    "access": {
        "acting.py": "the one function that fixes for whom a request acts",
        "api_acting.py": "the same for the API",
        "adapter.py": "how allauth's sign-in speaks to our actions",
        "roles.csv": "the one table that says which role may do what; rendered as a page",
    },
    "start": {"trades.csv": "the trades from which a shop may begin, and the usual goods of each; only examples"},
}
BANNED_WORDS = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "services", "misc", "common"}
BANNED_WORDS |= {"data2", "stuff", "lib"}


def test_domain_folders_hold_what_the_style_names() -> None:
    paths = [path.relative_to(ROOT).as_posix() for name in domains() for path in _children(name)]
    hold(strangers(paths))


def test_every_package_says_in_a_readme_what_it_is() -> None:
    packages = [
        *domains(),
        *(name for name in ("kernel", "web", "config") if (ROOT / "ecoop" / name).is_dir()),
    ]
    hold(
        Finding(f"ecoop/{name}", 1, "no README.md.", "one page: purpose, nouns, invariants, the law it rests on.")
        for name in packages
        if not (ROOT / "ecoop" / name / "README.md").is_file()
    )


def test_names_say_what_a_thing_is() -> None:
    named = [*python(), *files(".html", ("ecoop",)), *files(".sql", ("ecoop",))]
    hold([*vague_paths(source.path for source in named), *vague_classes(python())])


def strangers(paths: Iterable[str]) -> Iterator[Finding]:
    """Find files and folders that a domain folder does not hold."""
    for path in paths:
        _root, domain, name = path.split("/")
        known = ALLOWED_FILES if "." in name else ALLOWED_FOLDERS
        if name not in known and name not in EXTRA.get(domain, {}):
            yield Finding(path, 1, f"a domain folder holds no {name}.", "move it to one of the places STYLE 3 names.")


def vague_paths(paths: Iterable[str]) -> Iterator[Finding]:
    """Find modules and folders whose name says nothing."""
    for path in paths:
        for part in path.removesuffix(".py").split("/"):
            vague = BANNED_WORDS & set(part.split("_"))
            if vague:
                yield Finding(path, 1, f"“{part}” says nothing.", "name the noun or the verb it is about.")


def vague_classes(sources: Iterable[Source]) -> Iterator[Finding]:
    """Find classes called manager, service or helper."""
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Service", "Helper", "Utils")):
                yield source.find(node.lineno, f"class {node.name} says nothing.", "name it by the noun it stands for.")


def _children(name: str) -> Iterator[Path]:
    for path in (ROOT / "ecoop" / name).iterdir():
        if path.name not in ("__pycache__", ".gitkeep"):
            yield path


def test_the_rules_see_strangers_and_vague_names() -> None:
    assert list(strangers(["ecoop/ledger/signals.py", "ecoop/ledger/lib", "ecoop/trade/acting.py"]))
    assert list(vague_paths(["ecoop/ledger/utils.py"]))
    assert list(vague_paths(["ecoop/ledger/actions/post_helpers.py"]))
    assert list(vague_classes([Source("ecoop/x/calc.py", "class EntryManager: pass")]))


def test_the_rules_let_the_known_through() -> None:
    assert not list(strangers(["ecoop/ledger/calc.py", "ecoop/ledger/sql", "ecoop/access/acting.py"]))
    assert not list(vague_paths(["ecoop/ledger/management/commands/post.py", "ecoop/ledger/actions/post_entries.py"]))
    assert not list(vague_classes([Source("ecoop/x/calc.py", "class ServiceFee: pass")]))
