"""No invisible causes, no hidden clock, no money leaving the integers, nothing left lying about (STYLE 4, 7, 9)."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.house import Finding, Source, dotted, files, functions, hold, product, python

# `idempotency` is part of the API: it keeps answers for as long as a client may ask again.
CLOCK_PLACES = {"views", "api", "api_acting", "acting", "adapter", "home", "jobs", "management", "idempotency"}
CLOCKS = re.compile(r"(^|\.)(now|utcnow|today|localdate|localtime|time_ns)$|^time\.time$|^(Now|CurrentTimestamp)$")
SQL_CLOCK = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(\)"
    r"|\bcurrent_(timestamp|date|time)\b|\blocaltimestamp\b",
    re.IGNORECASE,
)
MONEY = re.compile(r"_vnd$|^vnd$")
EVERYTHING = ast.Name("Exception")
OVERRIDDEN = {"save", "delete", "asave", "adelete"}
MODEL_BASES = re.compile(r"(^|\.)(\w*Model|\w*Table)$")


def test_imports_stand_on_top() -> None:
    hold(finding for source in python("ecoop", "tests", "demo", "bench") for finding in hidden_imports(source))


def test_no_signals_and_no_overridden_save() -> None:
    hold(finding for source in python("ecoop", "demo", "bench") for finding in invisible_causes(source))


def test_money_stays_whole() -> None:
    hold(finding for source in product() if source.path != "ecoop/kernel/dong.py" for finding in broken_money(source))


def test_time_is_handed_in() -> None:
    hold(finding for source in product() for finding in hidden_clocks(source))
    hold(finding for source in files(".sql", ("ecoop",)) for finding in hidden_sql_clocks(source))


def test_nothing_is_left_lying_about() -> None:
    hold(finding for source in python() for finding in left_over(source))


def test_surprises_are_not_swallowed() -> None:
    hold(finding for source in python("ecoop", "demo", "bench") for finding in swallowed(source))


def hidden_imports(source: Source) -> Iterator[Finding]:
    """Find imports inside functions."""
    for function in functions(source.tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                instead = "import on top; if that makes a circle, one of the two modules stands at the wrong place."
                yield source.find(node.lineno, f"{function.name} imports inside itself.", instead)


def invisible_causes(source: Source) -> Iterator[Finding]:
    """Find signals, and overridden save and delete."""
    for node in ast.walk(source.tree):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if module == "django.dispatch" or module.endswith(".signals"):
            yield source.find(node.lineno, f"signals from {module}.", "an action that calls the next action by name.")
        if isinstance(node, ast.ClassDef) and any(MODEL_BASES.search(dotted(base)) for base in node.bases):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name in OVERRIDDEN:
                    instead = "a plain row, and an action for what happens around it."
                    yield source.find(inner.lineno, f"{node.name}.{inner.name} is overridden.", instead)


def broken_money(source: Source) -> Iterator[Finding]:
    """Find floats, and divisions of money."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "float":
            yield source.find(node.lineno, "float( near money.", "Decimal for rates and quantities, Dong for money.")
        operation = node.op if isinstance(node, ast.BinOp | ast.AugAssign) else None
        if isinstance(operation, ast.Div | ast.FloorDiv | ast.Mod) and loses_dong(node):
            instead = "split_vnd(total_vnd=…, weights=…), or round_dong of a product with a Decimal rate."
            yield source.find(node.lineno, "money is divided.", instead)


def loses_dong(node: ast.AST) -> bool:
    """Tell whether a division cuts an amount; an amount over an amount is a ratio, and no money."""
    left, right = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
    amount_over_amount = isinstance(node.op, ast.Div) and any(is_money(one) for one in ast.walk(right))
    return any(is_money(one) for one in ast.walk(left)) and not amount_over_amount


def is_money(node: ast.AST) -> bool:
    """Tell whether a name or attribute is an amount."""
    return isinstance(node, ast.Name | ast.Attribute) and bool(MONEY.search(dotted(node).rpartition(".")[2]))


def hidden_clocks(source: Source) -> Iterator[Finding]:
    """Find the clock read outside views, api, jobs and commands."""
    if source.place in CLOCK_PLACES or "management" in source.parts:
        return
    # A function that answers a request is a view wherever it stands.
    views = [one for one in functions(source.tree) if one.args.args and one.args.args[0].arg == "request"]
    in_views = {id(node) for view in views for node in ast.walk(view)}
    for node in ast.walk(source.tree):
        if id(node) in in_views:
            continue
        name = dotted(node) if isinstance(node, ast.Attribute | ast.Name) else ""
        is_read = CLOCKS.search(name) and ("." in name or name in ("Now", "CurrentTimestamp"))
        if is_read or (isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add")):
            wrong = f"the clock is read here ({name or 'auto_now'})."
            yield source.find(node.lineno, wrong, "a parameter now or day, read by the view or command.")


def hidden_sql_clocks(source: Source) -> Iterator[Finding]:
    """Find the clock read in SQL."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if SQL_CLOCK.search(line.partition("--")[0]):
            yield source.find(number, "SQL reads the clock.", "a parameter p_now that the caller hands down.")


def left_over(source: Source) -> Iterator[Finding]:
    """Find bare TODOs; commented-out code is found by ruff's ERA rules."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and re.search(r"\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))", token.string):
            yield source.find(token.start[0], "a bare TODO.", "do it now, or name the issue: TODO(#12).")


def swallowed(source: Source) -> Iterator[Finding]:
    """Find handlers that catch everything and say nothing."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ExceptHandler) or dotted(node.type or EVERYTHING) not in (
            "Exception",
            "BaseException",
        ):
            continue
        if all(isinstance(one, ast.Pass | ast.Continue) or is_ellipsis(one) for one in node.body):
            instead = "catch the one class you expect, or log and raise."
            yield source.find(node.lineno, "a surprise is swallowed.", instead)


def is_ellipsis(node: ast.stmt) -> bool:
    """Tell whether a statement is three dots."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


BAD = [
    (hidden_imports, "def f():\n    import os"),
    (hidden_imports, "def f():\n    if x:\n        from a import b"),
    (invisible_causes, "from django.dispatch import receiver"),
    (invisible_causes, "from django.db.models.signals import post_save"),
    (invisible_causes, "class A(models.Model):\n    def save(self): ..."),
    (invisible_causes, "class A(TenantModel):\n    def delete(self): ..."),
    (broken_money, "x = float(y)"),
    (broken_money, "x = total_vnd / 3"),
    (broken_money, "x = Decimal(a.total_vnd) // 3"),
    (broken_money, "fee_vnd %= 3"),
    (hidden_clocks, "x = datetime.now(UTC)"),
    (hidden_clocks, "made_at = models.DateTimeField(default=timezone.now)"),
    (hidden_clocks, "made_at = models.DateTimeField(auto_now_add=True)"),
    (hidden_clocks, "x = date.today()"),
    (hidden_clocks, "x = time.time()"),
    (hidden_sql_clocks, "INSERT INTO a VALUES (now())"),
    (hidden_sql_clocks, "  at timestamptz DEFAULT CURRENT_TIMESTAMP"),
    (left_over, "x = 1  # TODO later"),
    (swallowed, "try:\n    f()\nexcept Exception:\n    pass"),
]
GOOD = [
    (hidden_imports, "import os\ndef f():\n    return os"),
    (invisible_causes, "class A(Thing):\n    def save(self): ..."),
    (invisible_causes, "from django.db import models"),
    (broken_money, "x = round_dong(total_vnd * rate, rule=r)"),
    (broken_money, "x = weight_kg / 3"),
    (broken_money, "x = Decimal(part_vnd) / Decimal(whole_vnd)"),
    (hidden_clocks, "def f(*, now: datetime): return now.date()"),
    (hidden_clocks, "def show_home(request): return timezone.now()"),
    (hidden_sql_clocks, "SELECT p_now -- not now()"),
    (left_over, "x = 1  # TODO(#12): when the form is printed"),
    (left_over, 'x = "TODO"'),
    (swallowed, "try:\n    f()\nexcept KeyError:\n    pass"),
]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_the_rules_see(rule, text) -> None:
    assert list(rule(Source("ecoop/x/calc.py", text)))


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_the_rules_let_through(rule, text) -> None:
    assert not list(rule(Source("ecoop/x/calc.py", text)))


def test_views_and_commands_may_read_the_clock() -> None:
    for path in ("ecoop/x/views.py", "ecoop/x/management/commands/y.py", "ecoop/x/api.py"):
        assert not list(hidden_clocks(Source(path, "x = timezone.now()")))
