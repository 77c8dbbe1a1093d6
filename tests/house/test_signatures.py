"""Public functions are typed, keyword-only, documented, and do one thing (STYLE 7, 8)."""

import ast
from collections.abc import Iterator

from tests.house.house import Finding, Source, dotted, hold, product

# Places whose functions other domains call. The outside (views, forms, commands) obeys Django's signatures.
CALLED = {"actions", "queries", "calc", "errors"}
# A read or a sum may take its one subject by position, and the rest by name: lawbook.on(day, known_on=…).
ONE_SUBJECT = {"kernel", "lawbook", "web", "config"}
SAID_BY_A_MACHINE = ("Returns", "Gets", "Creates", "Makes", "Calculates", "This function", "Function ", "Helper")
LINES = ("Law:", "Units:", "Shape:", "Raises:", "Queries:")
WORDS_OF_MIGRATIONS = {"read_sql"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_public_functions_keep_the_house_form() -> None:
    hold(finding for source in product() for finding in badly_formed(source))


def badly_formed(source: Source) -> Iterator[Finding]:
    """Find public functions that are untyped, positional, undocumented, or switched by a flag."""
    for function, is_method in public_functions(source.tree):
        yield from untyped(source, function)
        yield from undocumented(source, function)
        if source.place in CALLED or source.domain in ONE_SUBJECT:
            yield from positional(source, function, is_method=is_method)
        if source.place in CALLED:
            yield from switched(source, function)


def public_functions(tree: ast.Module) -> Iterator[tuple[Function, bool]]:
    """Walk module-level functions, and methods of module-level classes that have no base of a framework."""
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node, False
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not node.bases:
            for inner in node.body:
                if isinstance(inner, Function) and not inner.name.startswith("_"):
                    yield inner, True


def untyped(source: Source, function: Function) -> Iterator[Finding]:
    """Find parameters and results without a type."""
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    bare = [one.arg for one in given if one.annotation is None and one.arg not in ("self", "cls")]
    if function.returns is None:
        bare.append("its result")
    if bare:
        yield source.find(function.lineno, f"{function.name}: no type for {', '.join(bare)}.", "annotate it.")


def undocumented(source: Source, function: Function) -> Iterator[Finding]:
    """Find functions without one imperative sentence, or with lines that the style does not know."""
    if {dotted(one) for one in function.decorator_list} & {"overload", "override", "property.setter"}:
        return
    doc = ast.get_docstring(function) or ""
    first = doc.split("\n\n")[0].strip()
    if not first:
        yield source.find(
            function.lineno, f"{function.name} has no docstring.", "one imperative sentence that says what for."
        )
    elif not first.endswith((".", ":", "…", "?", "đồng", "’")) or first.startswith(SAID_BY_A_MACHINE):
        instead = "one imperative sentence with a full stop: “Share a surplus among members.”"
        yield source.find(function.lineno, f"{function.name}: “{first[:50]}” is not the form.", instead)
    if any(word in doc for word in (":param", ":return", "Args:\n", "Returns:\n")):
        instead = f"only the lines that apply of {' '.join(LINES)}"
        yield source.find(function.lineno, f"{function.name} documents parameters one by one.", instead)


def positional(source: Source, function: Function, *, is_method: bool) -> Iterator[Finding]:
    """Find parameters that can be given without their name."""
    decorators = {dotted(one.func if isinstance(one, ast.Call) else one) for one in function.decorator_list}
    if any(one.startswith(("register.", "property", "receiver")) for one in decorators):
        return
    given = [one.arg for one in [*function.args.posonlyargs, *function.args.args]]
    if is_method and "staticmethod" not in decorators:
        given = given[1:]
    if given and given[0] == "request":
        return
    # get_journal_for(acting, …): who acts stands first, as in STYLE 15.
    given = given[1:] if given and given[0] == "acting" else given
    is_write = source.place == "actions"
    has_one_subject = len(given) == 1 and not (is_write and not is_method)
    if given and not has_one_subject and function.name not in WORDS_OF_MIGRATIONS:
        wrong = f"{function.name} takes {', '.join(given)} by position."
        yield source.find(function.lineno, wrong, f"def {function.name}(*, {given[0]}, …): names make calls readable.")


def switched(source: Source, function: Function) -> Iterator[Finding]:
    """Find flags with a default that switch what a function does."""
    args = function.args
    pairs = [
        *zip(args.args[::-1], args.defaults[::-1], strict=False),
        *zip(args.kwonlyargs, args.kw_defaults, strict=True),
    ]
    for argument, default in pairs:
        if isinstance(default, ast.Constant) and isinstance(default.value, bool):
            wrong = f"{function.name} is switched by {argument.arg}={default.value}."
            yield source.find(function.lineno, wrong, "two functions, each named for what it does.")


def sample(text: str, path: str = "ecoop/ledger/calc.py") -> bool:
    """Tell whether the rule finds anything in a sample."""
    return bool(list(badly_formed(Source(path, text))))


DOC = '    """Add up."""\n'


def test_the_rule_sees_what_is_badly_formed() -> None:
    assert sample(f"def add(*, a, b: int) -> int:\n{DOC}")
    assert sample(f"def add(*, a: int):\n{DOC}")
    assert sample("def add(*, a: int) -> int:\n    return a")
    assert sample('def add(*, a: int) -> int:\n    """Returns the sum."""')
    assert sample('def add(*, a: int) -> int:\n    """Add up"""')
    assert sample('def add(*, a: int) -> int:\n    """Add up.\n\n    :param a: a number\n    """')
    assert sample(f"def add(a: int, *, b: int) -> int:\n{DOC}", "ecoop/ledger/actions/add.py")
    assert sample(f"def add(a: int, b: int) -> int:\n{DOC}")
    assert sample(f"def add(a: int, b: int) -> int:\n{DOC}", "ecoop/kernel/dong.py")
    assert sample(f"def add(*, a: int, is_final: bool = False) -> int:\n{DOC}")
    assert sample(f"class A:\n    def add(self, a: int, b: int) -> int:\n    {DOC}")


def test_the_rule_lets_the_house_form_through() -> None:
    assert not sample(f"def add(*, a: int, b: int = 0) -> int:\n{DOC}")
    assert not sample("def _add(a, b):\n    return a + b")
    assert not sample(f"def add(a: int) -> int:\n{DOC}")
    assert not sample(f"def add(a: int, *, b: int) -> int:\n{DOC}")
    assert not sample(f"def add(acting: Acting, *, b: int) -> int:\n{DOC}", "ecoop/ledger/actions/add.py")
    assert not sample(f"class A:\n    def add(self, a: int) -> int:\n    {DOC}")
    assert not sample(f"def add(request: R, a: int) -> int:\n{DOC}", "ecoop/ledger/views.py")
    assert not sample('def add(*, a: int) -> int:\n    """Add up.\n\n    Law:    a/b\n    Raises: C\n    """')
