"""The phone's code: small components, no untranslated text, no inline style, nothing that knows left (STYLE 16)."""

import re
from collections.abc import Iterator

from tests.house.house import ROOT, Finding, Source, hold

COMPONENT, FILE, FUNCTION = 120, 400, 70
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?:min-|max-)?(?:width|height)|left|right)\s*:"
)
# Words for people: letters between tags, or in an attribute that is read or shown.
TEXT = re.compile(r">([^<>{}]*?[^\W\d_]{2,}[^<>{}]*)<")
SHOWN = re.compile(r'\b(?:title|label|alt|placeholder|aria-label|said|note|hint)="([^"{}]*[^\W\d_]{2,}[^"{}]*)"')
QUERY = re.compile(r"^\s*@(?:media|container)\b.*$", re.MULTILINE)
SELECTORS = re.compile(r"([^{}]+)\{")
PRINT = re.compile(r"@media print \{(?:[^{}]|\{[^{}]*\})*\}")
# The stylesheets of the shell, which come first and always in one order.
ALWAYS_THERE = frozenset({"tokens.css", "base.css", "parts.css", "shell.css"})
OWN_NAME = {"ecoop"}


def test_the_phones_code_keeps_the_house_rules() -> None:
    hold(finding for source in phone() for finding in check(source))


def test_no_stylesheet_dresses_what_another_dresses() -> None:
    """Screens bring their stylesheets when they are first opened, so that the order of two is the user's."""
    hold(dressed_twice([source for source in phone() if source.name.endswith(".css")]))


def phone() -> Iterator[Source]:
    """Read the phone's sources."""
    for path in sorted((ROOT / "phone" / "src").rglob("*")):
        if path.suffix in {".svelte", ".ts", ".css"}:
            yield Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def check(source: Source) -> Iterator[Finding]:
    """Find what the phone's code must not hold."""
    limit = COMPONENT if source.name.endswith(".svelte") else FILE
    if source.lines > limit:
        yield source.find(1, f"{source.lines} lines, {limit} at most.", "split it by what its parts are about.")
    if source.name.endswith(".css"):
        yield from sides(source)
        return
    if source.name.endswith(".svelte"):
        yield from inside_markup(source)
    yield from loose_types(source)
    yield from long_functions(source)


def sides(source: Source) -> Iterator[Finding]:
    """Find properties that know left and right, which are wrong in Arabic."""
    plain = QUERY.sub("", re.sub(r"/\*.*?\*/", blank, source.text, flags=re.DOTALL))
    for found in PHYSICAL.finditer(plain):
        line = plain.count("\n", 0, found.start()) + 1
        yield source.find(line, f"{found[0]} knows left from right.", "margin-inline-start, inline-size, …")


def dressed_twice(sheets: list[Source]) -> Iterator[Finding]:
    """Find selectors of a stylesheet that comes with a screen that stand in another one too; on paper they may."""
    seen: dict[str, str] = {}
    for sheet in sorted(sheets, key=comes_late):
        plain = PRINT.sub(blank, re.sub(r"/\*.*?\*/", blank, sheet.text, flags=re.DOTALL))
        for found in SELECTORS.finditer(plain):
            for selector in (" ".join(one.split()) for one in found[1].split(",")):
                other = seen.setdefault(selector, sheet.name)
                if other != sheet.name and comes_late(sheet) and not selector.startswith("@"):
                    wrong = f"{selector} is dressed in {other}, too: which holds depends on the order of screens."
                    yield at(sheet, plain, found.start(1), wrong, "a class of its own, or both in one stylesheet.")


def comes_late(sheet: Source) -> bool:
    """Tell whether a stylesheet comes with a screen."""
    return sheet.name.rsplit("/", 1)[-1] not in ALWAYS_THERE


def inside_markup(source: Source) -> Iterator[Finding]:
    """Find words outside t(), and styles inside a page."""
    markup = re.sub(r"<script.*?</script>|<!--.*?-->", blank, source.text, flags=re.DOTALL)
    for found in re.finditer(r"\sstyle=|<style", markup):
        yield at(source, markup, found.start(), "a style stands in the page.", "a class in phone/src/style/.")
    flat = without_braces(markup)
    for pattern in (TEXT, SHOWN):
        for found in pattern.finditer(flat):
            if re.sub(r"[\W\d_]+", "", found[1]) not in OWN_NAME:
                yield at(source, flat, found.start(1), f"“{found[1].strip()}” is not translated.", '{t("…")}.')


def loose_types(source: Source) -> Iterator[Finding]:
    """Find types that say nothing."""
    for found in re.finditer(r":\s*any\b|\bas any\b|<any>|@ts-ignore", source.text):
        yield at(source, source.text, found.start(), f"{found[0]} says nothing.", "the type, or unknown.")


def long_functions(source: Source) -> Iterator[Finding]:
    """Find functions over 70 lines: from their first line to the brace that stands where they began."""
    begun: tuple[int, str] | None = None
    for number, line in enumerate(source.text.splitlines(), start=1):
        found = re.match(r"(\s*)(?:export )?(?:async )?function\b", line)
        if found and begun is None:
            begun = (number, found[1])
        elif begun and line.rstrip() == begun[1] + "}":
            if number - begun[0] >= FUNCTION:
                wrong = f"a function of {number - begun[0] + 1} lines, {FUNCTION} at most."
                yield source.find(begun[0], wrong, "move straight-line work into functions below it.")
            begun = None


def without_braces(markup: str) -> str:
    """Blank out what stands in braces, and arrows, keeping every line where it is."""
    kept, depth = [], 0
    for letter in markup.replace("=>", "  "):
        depth += letter == "{"
        kept.append(letter if depth == 0 or letter == "\n" else " ")
        depth -= letter == "}" and depth > 0
    return "".join(kept)


def blank(found: re.Match[str]) -> str:
    """Keep the lines and nothing else."""
    return re.sub(r"[^\n]", " ", found[0])


def at(source: Source, text: str, place: int, wrong: str, instead: str) -> Finding:
    """Name the line of a place in a text."""
    return source.find(text.count("\n", 0, place) + 1, wrong, instead)


def sample(name: str, text: str) -> int:
    """Count what the rules find in a sample."""
    return len(list(check(Source(f"phone/src/{name}", text))))


def twice(first: str, second: str) -> int:
    """Count what two stylesheets of screens dress together."""
    return len(list(dressed_twice([Source("phone/src/style/a.css", first), Source("phone/src/style/b.css", second)])))


def test_the_rules_see_what_is_wrong() -> None:
    assert sample("A.svelte", "<p>{t}</p>\n" * 121)
    assert sample("a.ts", "let a = 1;\n" * 401)
    assert sample("a.ts", "function f() {\n" + "  g();\n" * 70 + "}\n")
    assert sample("a.ts", "let a: any = 1;")
    assert sample("A.svelte", "<p>Sell now</p>")
    assert sample("A.svelte", '<input placeholder="Find goods" />')
    assert sample("A.svelte", '<p style="color:red">{x}</p>')
    assert sample("a.css", ".a { margin-left: 1px; }")
    assert sample("a.css", ".a { width: 1px; }")
    assert twice(".a, .b { gap: 0; }", "@media (max-width: 9rem) { .b { gap: 1px; } }") == 1


def test_the_rules_let_through_what_is_right() -> None:
    assert not sample(
        "A.svelte",
        '<p class="big">{t("Sell now")} · {a > b ? "x" : "y"}</p>\n<button onclick={() => go("x")}>+</button>',
    )
    assert not sample("A.svelte", "<script>const x = 'words here';</script>\n<p>ecoop</p>")
    assert not sample("a.ts", "function f() {\n" + "  g();\n" * 60 + "}\n")
    assert not sample("a.css", "@media (min-width: 60rem) { .a { inline-size: 1px; border-block-start: 0; } }")
    assert not twice(".a { gap: 0; }", ".b .a { gap: 0; }\n@media print { .c { gap: 0; } .a { gap: 1px; } }")
    assert not sample("a.css", ".a { max-inline-size: 3rem; min-block-size: 2rem; line-height: 1; }")
