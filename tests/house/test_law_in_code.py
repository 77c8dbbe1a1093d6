"""Law is data: no rate, threshold, account code or form line is typed into code (STYLE 5)."""

import ast
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pytest

from tests.house.house import ROOT, Finding, Source, dotted, files, hold, product

BIG = 1_000_000
ACCOUNT = re.compile(r"[1-9]\d{2,3}")
# Places whose numbers are their subject: the ground counts, settings configure.
FREE = {"kernel", "config"}
Typed = tuple[Finding, str]


def test_no_law_is_typed_into_code() -> None:
    found = [pair for source in product() if source.domain not in FREE for pair in typed_law(source)]
    found += [pair for source in files(".sql", ("ecoop",)) if source.domain not in FREE for pair in law_in_sql(source)]
    hold(except_technical(found, (ROOT / "tests/house/numbers.txt").read_text(encoding="utf-8")))


def typed_law(source: Source) -> Iterator[Typed]:
    """Find big numbers, rates, and account codes in Python."""
    skipped = set(docstrings_and_annotations(source.tree))
    for node in ast.walk(source.tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant):
            yield from check_constant(source, node)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "Decimal" and node.args:
            yield from check_rate(source, node)


def check_constant(source: Source, node: ast.Constant) -> Iterator[Typed]:
    """Check one literal."""
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= BIG:
        yield say(source, node.lineno, f"the number {value:,}", str(value))
    if isinstance(value, str) and ACCOUNT.fullmatch(value):
        yield say(source, node.lineno, f"“{value}”, which looks like an account code", value)


def check_rate(source: Source, call: ast.Call) -> Iterator[Typed]:
    """Check one Decimal(…) whether it is a rate."""
    given = call.args[0]
    if isinstance(given, ast.Constant) and re.fullmatch(r"-?\d*\.\d+", str(given.value)):
        size = abs(Decimal(str(given.value)))
        # Steps of rounding (0.1, 0.01, 0.001) are no law.
        if 0 < size < 1 and not re.fullmatch(r"0?\.0*1", str(given.value)):
            yield say(source, call.lineno, f"the rate {given.value}", str(given.value))


def law_in_sql(source: Source) -> Iterator[Typed]:
    """Find big numbers and account codes in SQL."""
    for line_number, line in enumerate(source.text.splitlines(), 1):
        code = line.partition("--")[0]
        for big in re.findall(r"(?<![\w.'])\d{7,}(?![\w.'])", code):
            yield say(source, line_number, f"the number {big}", big)
        for account in re.findall(r"'([1-9]\d{2,3})'", code):
            yield say(source, line_number, f"“{account}”, which looks like an account code", account)


def say(source: Source, line: int, what: str, value: str) -> Typed:
    """Make a finding and the key that numbers.txt would let through."""
    instead = (
        "law/parameters, law/tables or law/forms, read through lawbook; if it is technical, a line in numbers.txt."
    )
    return source.find(line, f"{what} is typed into code.", instead), f"{source.path} · {value}"


def docstrings_and_annotations(tree: ast.Module) -> Iterator[int]:
    """Walk the literals that are text for readers, and not values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        # Types, and the examples that a description of the API shows, decide nothing.
        is_type = isinstance(node, ast.Subscript) and dotted(node.value).endswith("Literal")
        if is_type or (isinstance(node, ast.keyword) and node.arg in ("examples", "example")):
            yield from (id(inner) for inner in ast.walk(node))


def except_technical(found: Iterable[Typed], text: str) -> Iterator[Finding]:
    """Let through what numbers.txt names with a reason, and ask for lines there that are no longer needed to go."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reasons = dict(line.rsplit(" · ", 1) for line in lines if line.count(" · ") == 2)
    for line in lines:
        if line.count(" · ") != 2 or not line.rsplit(" · ", 1)[1].strip():
            yield Finding("tests/house/numbers.txt", 1, f"“{line}” has no reason.", "path · value · why it is not law")
    seen = set()
    for finding, key in found:
        seen.add(key)
        if key not in reasons:
            yield finding
    for key in sorted(reasons.keys() - seen):
        yield Finding("tests/house/numbers.txt", 1, f"{key} is not in the code.", "delete its line.")


def sample(text: str) -> bool:
    """Tell whether the rule finds anything in a sample."""
    return bool(list(typed_law(Source("ecoop/taxes/calc.py", text))))


@pytest.mark.parametrize(
    "text",
    ["LIMIT_VND = 1_000_000_000", 'rate = Decimal("0.015")', 'ROUND = Decimal(".3")', 'account = "5111"', 'x == "111"'],
)
def test_the_rule_sees_law_in_code(text: str) -> None:
    assert sample(text)


@pytest.mark.parametrize(
    "text",
    [
        'limit = law.dong("a/b")',
        'step = Decimal("0.01")',
        "days = 30",
        '"""Decree 141, account 111."""',
        'port = "x111"',
        "Field(examples=[500_000_000])",
    ],
)
def test_the_rule_lets_data_through(text: str) -> None:
    assert not sample(text)


def test_sql_is_read_too() -> None:
    assert list(law_in_sql(Source("ecoop/x/sql/a.sql", "WHERE revenue_vnd > 1000000000")))
    assert list(law_in_sql(Source("ecoop/x/sql/a.sql", "WHERE account = '5111'")))
    assert not list(law_in_sql(Source("ecoop/x/sql/a.sql", "WHERE account = p_account -- '5111'")))


def test_the_list_of_technical_numbers_gives_reasons_and_only_shrinks() -> None:
    found = list(typed_law(Source("ecoop/x/calc.py", "LOCK = 7270041")))
    assert not list(except_technical(found, "ecoop/x/calc.py · 7270041 · the number of a database lock\n"))
    assert list(except_technical(found, ""))
    assert list(except_technical([], "ecoop/x/calc.py · 7270041 · a lock\n"))
    assert list(except_technical(found, "ecoop/x/calc.py · 7270041\n"))
