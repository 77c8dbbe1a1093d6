"""Who may import whom (STYLE 4): import-linter's contracts, whether they bite, and what they cannot say."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.house import ROOT, Source, domains, hold, product, python

OPEN_DOORS = {"actions", "queries", "calc", "errors", "acting", "api_acting"}
OUTSIDE = {"demo", "bench", "tests"}
# The ground, the furniture and the start-up are no domains: their modules are their doors.
NO_DOMAINS = {"kernel", "web", "config"}
IMPURE = re.compile(r"(django\.(db|conf|core\.cache|http)|os|pathlib|requests|urllib|socket|subprocess|time)(\.|$)")


def test_the_contracts_hold() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_every_domain_is_under_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    inside = next(one for one in contracts if one["name"].startswith("Inside a domain"))
    assert inside["containers"] == [f"ecoop.{name}" for name in domains()], "add the domain in pyproject.toml"
    assert all(one.get("exhaustive", True) for one in contracts)


def test_domains_enter_each_other_by_the_door() -> None:
    hold(finding for source in product() for finding in through_the_window(source))


def test_the_product_knows_nothing_of_what_stands_outside() -> None:
    hold(finding for source in product() for finding in outside_imports(source))


def test_sums_are_pure() -> None:
    hold(finding for source in product() for finding in impure(source))


def through_the_window(source: Source) -> Iterator[object]:
    """Find imports from another domain that are not its actions, queries, calc or errors."""
    for line, name in imported(source):
        parts = name.split(".")
        if parts[0] != "ecoop" or len(parts) < 2 or parts[1] in NO_DOMAINS or parts[1] == source.domain:
            continue
        if len(parts) < 3 or parts[2] not in OPEN_DOORS:
            # The root of all addresses includes the domains' own, and names their routers.
            if source.domain == "config" and parts[2:] in (["urls"], ["api"], ["api", "router"]):
                continue
            instead = f"ecoop.{parts[1]}.actions, queries, calc or errors; models by string in foreign keys."
            yield source.find(line, f"enters {name} through the window.", instead)


def outside_imports(source: Source) -> Iterator[object]:
    """Find the product importing demo, bench or tests."""
    # `ecoop demo` is the door to the demo; it stands at the very top and nothing calls it.
    outside = OUTSIDE - {"demo"} if source.path == "ecoop/config/management/commands/demo.py" else OUTSIDE
    for line, name in imported(source):
        if name.split(".")[0] in outside:
            yield source.find(line, f"the product imports {name}.", "move what both need into the domain.")


def impure(source: Source) -> Iterator[object]:
    """Find sums that know a database, settings, a clock or files."""
    if source.place != "calc":
        return
    for line, name in imported(source):
        if IMPURE.match(name) or re.match(r"ecoop\.kernel\.(tenancy|walls|database|backend|embedded)", name):
            yield source.find(line, f"a sum knows {name}.", "facts as arguments; the query or action fetches them.")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield source.find(node.lineno, "a sum opens a file.", "the content as an argument.")


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Walk what a file imports, with from-imports down to the module or name."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)
        if isinstance(node, ast.ImportFrom) and not node.level:
            for one in node.names:
                yield node.lineno, f"{node.module}.{one.name}"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run lint-imports in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the house's Python, to break rules in the copy."""
    folder = tmp_path_factory.mktemp("house")
    for source in python("ecoop"):
        path = folder / source.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source.text, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(
    ("path", "text", "contract"),
    [
        ("ecoop/ledger/calc/bad.py", "import ecoop.members.calc", "The house is read from the top"),
        ("ecoop/ledger/bad.py", "", "Inside a domain"),
        ("ecoop/ledger/errors_of.py", "import ecoop.ledger.queries", "Inside a domain"),
        ("ecoop/members/actions/bad.py", "import ecoop.members.views", "Inside a domain"),
        ("ecoop/members/actions/worse.py", "from ecoop.ledger.models import Entry", "Models stay at home"),
        ("ecoop/stranger/__init__.py", "", "The house is read from the top"),
    ],
)
def test_the_contracts_bite(copy: Path, path: str, text: str, contract: str) -> None:
    bad = copy / path
    made = [one for one in (copy / "ecoop/members/views.py", bad.parent / "__init__.py") if not one.exists()]
    bad.parent.mkdir(parents=True, exist_ok=True)
    for one in made:
        one.write_text("", "utf-8")
    bad.write_text(text, "utf-8")
    answer = lint(copy)
    for one in {bad, *made}:
        one.unlink()
    assert re.search(rf"{contract}.* BROKEN", answer.stdout), answer.stdout + answer.stderr


def test_the_rules_see_windows_and_impure_sums() -> None:
    assert list(through_the_window(Source("ecoop/taxes/queries.py", "from ecoop.ledger.models import Entry")))
    assert list(through_the_window(Source("ecoop/taxes/queries.py", "from ecoop.ledger import models")))
    assert list(through_the_window(Source("ecoop/taxes/views.py", "import ecoop.ledger.views")))
    assert list(outside_imports(Source("ecoop/taxes/queries.py", "from tests.cast import lan")))
    assert list(impure(Source("ecoop/taxes/calc.py", "from django.db import models")))
    assert list(impure(Source("ecoop/taxes/calc/vat.py", "open('x')")))


def test_the_rules_let_doors_and_pure_sums_through() -> None:
    good = "from ecoop.ledger.queries import get_x\nfrom ecoop.ledger import calc\nfrom ecoop.kernel.dong import Dong\n"
    assert not list(through_the_window(Source("ecoop/taxes/queries.py", good)))
    assert not list(through_the_window(Source("ecoop/taxes/queries.py", "from ecoop.taxes.models import A")))
    assert not list(through_the_window(Source("ecoop/taxes/queries.py", "from ecoop.lawbook import queries")))
    assert not list(outside_imports(Source("ecoop/taxes/queries.py", "import ecoop.kernel.tests")))
    assert not list(impure(Source("ecoop/taxes/calc.py", "from decimal import Decimal")))
