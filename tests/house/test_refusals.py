"""Refusals: a code of their own, what happened, what to do, and every place filled in (STYLE 12)."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.house.house import Finding, Source, dotted, hold, product

CODE = re.compile(r"[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)+")
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Told:
    """A refusal as its class tells it."""

    source: Source
    line: int
    name: str
    code: str
    said: str
    remedy: str

    @property
    def places(self) -> set[str]:
        """Name the places that facts fill in."""
        return set(PLACE.findall(self.said + self.remedy))


def test_refusals_are_whole_and_alone() -> None:
    hold(unwhole(refusals(product())))


def test_raised_refusals_bring_their_facts() -> None:
    sources = product()
    known = {one.name: one for one in refusals(sources)}
    hold(finding for source in sources for finding in without_facts(source, known))


def refusals(sources: Iterable[Source]) -> list[Told]:
    """Read every refusal of the house, with what it inherits from a refusal in the same file."""
    found: dict[str, Told] = {}
    for source in sources:
        for node in source.tree.body:
            if not isinstance(node, ast.ClassDef):
                continue
            bases = [dotted(base) for base in node.bases]
            if "Refusal" in bases or any(base in found for base in bases):
                above = next((found[base] for base in bases if base in found), None)
                found[node.name] = tell(source, node, above)
    return list(found.values())


def tell(source: Source, node: ast.ClassDef, above: Told | None) -> Told:
    """Read one refusal."""
    said = {key: getattr(above, key) if above else "" for key in ("code", "said", "remedy")}
    for inner in node.body:
        target = inner.targets[0] if isinstance(inner, ast.Assign) else getattr(inner, "target", None)
        value = getattr(inner, "value", None)
        if isinstance(target, ast.Name) and target.id in said and value is not None:
            said[target.id] = text_of(value)
    return Told(source, node.lineno, node.name, **said)


def text_of(value: ast.expr) -> str:
    """Read a literal, bare or inside gettext."""
    inner = value.args[0] if isinstance(value, ast.Call) and value.args else value
    return str(inner.value) if isinstance(inner, ast.Constant) else ""


def unwhole(told: list[Told]) -> Iterator[Finding]:
    """Find refusals that lack something, or share their code."""
    codes = [one.code for one in told]
    for one in told:
        if not CODE.fullmatch(one.code) or (one.source.domain and not one.code.startswith(f"{one.source.domain}.")):
            instead = f"{one.source.domain}.what-is-wrong"
            yield one.source.find(one.line, f"{one.name} has the code “{one.code}”.", instead)
        if codes.count(one.code) > 1:
            yield one.source.find(one.line, f"the code {one.code} is used twice.", "one code per refusal.")
        if not one.said or not one.remedy:
            yield one.source.find(
                one.line, f"{one.name} does not say it all.", "said: what happened; remedy: what to do."
            )
        if one.name.endswith(("Error", "Exception")):
            yield one.source.find(one.line, f"{one.name} is no sentence.", "PeriodIsClosed")


def without_facts(source: Source, known: dict[str, Told]) -> Iterator[Finding]:
    """Find refusals made without a fact that their sentences show."""
    for node in ast.walk(source.tree):
        name = dotted(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
        if name not in known or not isinstance(node, ast.Call) or any(one.arg is None for one in node.keywords):
            continue
        missing = known[name].places - {one.arg for one in node.keywords}
        if missing:
            said = ", ".join(sorted(missing))
            yield source.find(node.lineno, f"{name} is raised without {said}.", f"{name}({min(missing)}=…)")


WHOLE = 'class A(Refusal):\n    code = "x.too-late"\n    said = _("{day} is over.")\n    remedy = _("Hurry.")\n'


def test_the_rules_see() -> None:
    for text in (
        WHOLE.replace("x.too-late", "TooLate"),
        WHOLE.replace("x.too-late", "y.too-late"),
        WHOLE.replace('_("Hurry.")', '""'),
        WHOLE + WHOLE.replace("class A", "class B"),
        WHOLE.replace("class A", "class LateError"),
    ):
        assert list(unwhole(refusals([Source("ecoop/x/errors.py", text)])))
    known = {"A": refusals([Source("ecoop/x/errors.py", WHOLE)])[0]}
    assert list(without_facts(Source("ecoop/x/actions/a.py", "raise A(law=law)"), known))


def test_the_rules_let_through() -> None:
    heir = WHOLE + 'class B(A):\n    code = "x.far-too-late"\n'
    assert not list(unwhole(refusals([Source("ecoop/x/errors.py", heir)])))
    known = {"A": refusals([Source("ecoop/x/errors.py", WHOLE)])[0]}
    for text in ("raise A(day=day)", "raise A(**facts)", "raise B()"):
        assert not list(without_facts(Source("ecoop/x/actions/a.py", text), known))
