"""Units stand last in a name, and the kind of a field fits its name (STYLE 2)."""

import ast
from collections.abc import Iterator

from tests.house.house import Finding, Source, dotted, functions, hold, product

MONEY_FIELDS = {"BigIntegerField", "PositiveBigIntegerField"}
# A snapshot of several amounts by name, each whole.
SNAPSHOT = {"JSONField"}
WHOLE_FIELDS = MONEY_FIELDS | {"IntegerField", "PositiveIntegerField", "SmallIntegerField"}
# A month is kept by its first day; what was known of the law is told by known_from, known_after and so on.
DAY_NAMES = {"starts_on", "ends_before", "on", "day", "today", "month", "known_from", "known_after", "known_before"}
INSTANT_NAMES = {"at", "now"}


def test_names_carry_their_units() -> None:
    hold(finding for source in product() for finding in misnamed(source))


def misnamed(source: Source) -> Iterator[Finding]:
    """Find fields and parameters whose name and kind disagree."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            yield from misnamed_fields(source, node)
    for function in functions(source.tree):
        if function.name.startswith("_"):
            continue
        for argument in [*function.args.args, *function.args.kwonlyargs]:
            kind = ast.unparse(argument.annotation) if argument.annotation else ""
            yield from check_annotation(source, argument.lineno, argument.arg, kind)


def misnamed_fields(source: Source, owner: ast.ClassDef) -> Iterator[Finding]:
    """Find the fields of one class that are misnamed."""
    for node in owner.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            kind = dotted(node.value.func).rpartition(".")[2]
            if kind.endswith("Field"):
                yield from check_model_field(source, node.lineno, node.targets[0].id, kind)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield from check_annotation(source, node.lineno, node.target.id, ast.unparse(node.annotation))


def check_model_field(source: Source, line: int, name: str, kind: str) -> Iterator[Finding]:
    """Check one model or form field by its class."""
    if kind == "DateField" and not is_day(name):
        yield source.find(line, f"the day field {name} does not say so.", f"{name}_on, or starts_on/ends_before.")
    if kind == "DateTimeField" and not is_instant(name):
        yield source.find(line, f"the instant field {name} does not say so.", f"{name}_at.")
    if kind == "FloatField":
        yield source.find(
            line, f"{name} is a float.", "BigIntegerField for money, DecimalField for quantities and rates."
        )
    if name.endswith("_vnd") and source.place == "models" and kind not in MONEY_FIELDS | SNAPSHOT:
        yield source.find(line, f"money {name} is a {kind}.", "models.BigIntegerField: whole đồng.")
    if kind in MONEY_FIELDS and source.place == "models" and not name.endswith(("_vnd", "_no", "number", "_count")):
        yield source.find(line, f"{name} is a big number without a unit.", f"{name}_vnd, {name}_no or {name}_count.")


def check_annotation(source: Source, line: int, name: str, kind: str) -> Iterator[Finding]:
    """Check one annotated field or parameter."""
    bare = kind.replace("| None", "").replace("models.", "").strip()
    if bare in ("date", "datetime.date") and not is_day(name):
        yield source.find(line, f"the day {name} does not say so.", f"{name}_on.")
    if bare in ("datetime", "datetime.datetime") and not is_instant(name):
        yield source.find(line, f"the instant {name} does not say so.", f"{name}_at, or now.")
    if bare == "Dong" and not (name.endswith("_vnd") or name in ("vnd", "value")):
        yield source.find(line, f"the amount {name} has no unit.", f"{name}_vnd.")
    if (name.endswith("_vnd") or name == "vnd") and bare in ("float", "Decimal", "str"):
        yield source.find(line, f"money {name} is a {bare}.", "Dong; Decimal becomes Dong by round_dong.")


def is_day(name: str) -> bool:
    """Tell whether a name says that it is a day."""
    return name in DAY_NAMES or name.endswith(("_on", "_day", "_month", "ends_before")) or "_on_" in name


def is_instant(name: str) -> bool:
    """Tell whether a name says that it is an instant."""
    return name in INSTANT_NAMES or name.endswith("_at") or name == "instant"


def sample(text: str, path: str = "ecoop/x/models.py") -> bool:
    """Tell whether the rule finds anything in a sample."""
    return bool(list(misnamed(Source(path, text))))


def test_the_rule_sees_names_that_hide_their_unit() -> None:
    assert sample("class A(Model):\n    issued = models.DateField()")
    assert sample("class A(Model):\n    created = models.DateTimeField()")
    assert sample("class A(Model):\n    fee_vnd = models.DecimalField()")
    assert sample("class A(Model):\n    fee = models.BigIntegerField()")
    assert sample("class A(Model):\n    weight_kg = models.FloatField()")
    assert sample("@dataclass\nclass A:\n    fee: Dong")
    assert sample("@dataclass\nclass A:\n    fee_vnd: Decimal")
    assert sample("@dataclass\nclass A:\n    issued: date | None")
    assert sample("def f(*, moment: datetime): ...", "ecoop/x/calc.py")


def test_the_rule_lets_good_names_through() -> None:
    assert not sample("class A(Model):\n    issued_on = models.DateField()\n    ends_before = models.DateField()")
    assert not sample("class A(Model):\n    made_at = models.DateTimeField()\n    fee_vnd = models.BigIntegerField()")
    assert not sample("@dataclass\nclass A:\n    fee_vnd: Dong\n    issued_on: date | None\n    rate: Decimal")
    assert not sample("def f(*, now: datetime, day: date, vnd: Dong): ...", "ecoop/x/calc.py")
