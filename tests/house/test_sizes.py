"""Sizes: things that outgrow their size are split before they are read (STYLE 6)."""

from collections.abc import Iterable, Iterator

from tests.house.house import ROOT, Finding, Source, files, functions, hold, python

FUNCTION, FILE, TEST_FILE, VIEW, TEMPLATE, LAW = 70, 400, 600, 25, 60, 60


def test_nothing_outgrows_its_size() -> None:
    sources = [*python(), *files(".html", ("ecoop",)), *files(".yaml", ("law",))]
    hold(against_the_ratchet(too_long(sources), (ROOT / "tests/house/long.txt").read_text(encoding="utf-8")))


def too_long(sources: Iterable[Source]) -> Iterator[tuple[Finding, str]]:
    """Find what is too long, each with the line that would name it in long.txt."""
    for source in sources:
        limit = limit_of_file(source)
        if source.lines > limit:
            wrong = f"{source.lines} lines, {limit} at most."
            yield source.find(1, wrong, "split it by what its parts are about."), source.path
        if source.name.endswith(".py"):
            yield from long_functions(source)


def limit_of_file(source: Source) -> int:
    """Tell how long a file may be."""
    if source.name.endswith(".html"):
        return TEMPLATE
    if source.parts[0] == "law":
        return LAW
    return TEST_FILE if source.is_test else FILE


def long_functions(source: Source) -> Iterator[tuple[Finding, str]]:
    """Find functions over 70 lines and views over 25."""
    for function in functions(source.tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        limit = VIEW if is_view(source, function.args.args[0].arg if function.args.args else "") else FUNCTION
        if lines > limit:
            wrong = f"{function.name} has {lines} lines, {limit} at most."
            instead = "move straight-line work into functions below it, in the order they are called."
            yield source.find(function.lineno, wrong, instead), f"{source.path}::{function.name}"


def is_view(source: Source, first_argument: str) -> bool:
    """Tell whether a function answers a request for a page."""
    return source.place == "views" and first_argument == "request" and not source.is_test


def against_the_ratchet(found: Iterable[tuple[Finding, str]], ratchet: str) -> Iterator[Finding]:
    """Let through what long.txt names, and ask for lines there that are no longer needed to go."""
    allowed = {line.strip() for line in ratchet.splitlines() if line.strip()}
    seen = set()
    for finding, key in found:
        seen.add(key)
        if key not in allowed:
            yield finding
    for key in sorted(allowed - seen):
        yield Finding(
            "tests/house/long.txt", 1, f"{key} is no longer too long.", "delete its line; the list only shrinks."
        )


def sample(path: str, text: str) -> list[str]:
    """Say what the rule finds in a sample."""
    return [key for _finding, key in too_long([Source(path, text)])]


def test_the_rule_sees_long_functions_files_views_templates_and_law() -> None:
    body = "def f(request):\n" + "    x = 1\n" * 25
    assert sample("ecoop/ledger/calc.py", "def f():\n" + "    x = 1\n" * 70) == ["ecoop/ledger/calc.py::f"]
    assert sample("ecoop/ledger/views.py", body) == ["ecoop/ledger/views.py::f"]
    assert sample("ecoop/ledger/calc.py", "x = 1\n" * 401) == ["ecoop/ledger/calc.py"]
    assert sample("ecoop/ledger/tests/test_x.py", "x = 1\n" * 601) == ["ecoop/ledger/tests/test_x.py"]
    assert sample("ecoop/ledger/templates/ledger/x.html", "<p>\n" * 61) == ["ecoop/ledger/templates/ledger/x.html"]
    assert sample("law/parameters/x.yaml", "a: 1\n" * 61) == ["law/parameters/x.yaml"]


def test_the_rule_lets_through_what_fits() -> None:
    assert not sample("ecoop/ledger/calc.py", "def f(request):\n" + "    x = 1\n" * 69)
    assert not sample("ecoop/ledger/views.py", "def f(request):\n" + "    x = 1\n" * 24)
    assert not sample("ecoop/ledger/tests/test_x.py", "x = 1\n" * 600)
    assert not sample("law/parameters/x.yaml", "a: 1\n" * 60)


def test_the_ratchet_only_shrinks() -> None:
    long = [(Finding("a.py", 1, "", ""), "a.py")]
    assert not list(against_the_ratchet(long, "a.py\n"))
    assert [one.path for one in against_the_ratchet(long, "")] == ["a.py"]
    assert [one.path for one in against_the_ratchet([], "a.py\n")] == ["tests/house/long.txt"]
