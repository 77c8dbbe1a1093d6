"""The electronic file of a return, written after a tree of tags that stands in the law folder.

The tree is text: what is indented stands inside, `tag=name` is a leaf with a value, `tag=!text` one that is always the
same, `tag=` an empty one, and `tag*list` is written once for each row of a list.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&apos;"}
# XML 1.0 has no place for these; a name that holds one came out of a broken file.
_ESCAPED |= dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], "")
_MINDED = re.compile("[&<>\"'\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff\\ud800-\\udfff]")

Scope: TypeAlias = Mapping[str, Any]
Write: TypeAlias = Callable[[Scope, list[str]], None]


@dataclass
class _Node:
    tag: str
    depth: int
    rows: str = ""
    leaf: str | None = None
    inside: list["_Node"] = field(default_factory=list)


@dataclass(frozen=True)
class XmlForm:
    """The tags of one form, compiled once and written many times."""

    namespace: str
    shell: Write
    form: Write
    # What stands behind the form, and the list without which it is left out.
    annex: Write | None = None
    annex_of: str = ""


def compile_form(*, namespace: str, shell: str, form: str, annex: str = "", annex_of: str = "") -> XmlForm:
    """Compile the trees of the shell, of a form, and of the annex that it may have.

    Shape:  trees as they stand in law/forms/returns/xml
    """
    behind = _compile(_read(annex)) if annex else None
    return XmlForm(namespace, _compile(_read(shell)), _compile(_read(form)), behind, annex_of)


def write_xml(*, form: XmlForm, scope: Scope) -> bytes:
    """Write the file of a return.

    Shape:  UTF-8 with a byte order mark and CRLF, as the tax office's own program writes; values escaped
    """
    texts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<HSoThueDTu xmlns="{form.namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
        '<HSoKhaiThue id="ID_1">',
    ]
    form.shell(scope, texts)
    texts.append("<CTieuTKhaiChinh>")
    form.form(scope, texts)
    texts.append("</CTieuTKhaiChinh>")
    if form.annex is not None and scope.get(form.annex_of):
        texts.append("<PLuc>")
        form.annex(scope, texts)
        texts.append("</PLuc>")
    texts += ["</HSoKhaiThue>", "</HSoThueDTu>", ""]
    return BYTE_ORDER_MARK + "\r\n".join(texts).encode("utf-8")


def file_name(*, tax_code: str, file: str, period: str, number: int) -> str:
    """Name the file as the tax office's program does: tax code, form, period and number of the correction."""
    year, _dash, part = period.partition("-")
    when = f"{part}{year}" if part.startswith(("Q", "H")) else f"M{part}{year}" if part else f"Y{year}"
    return f"{tax_code}000-{file}-{when}-L{number:02d}.xml"


def escape(text: object) -> str:
    """Write a value so that XML reads it as text."""
    # Most values are amounts, and most names hold nothing that XML minds.
    if type(text) is int:
        return str(text)
    written = str(text)
    return written.translate(_ESCAPED) if _MINDED.search(written) else written


def _read(tree: str) -> list[_Node]:
    top = _Node("", -1)
    open_ones = [top]
    for line in tree.splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        while open_ones[-1].depth >= depth:
            open_ones.pop()
        words = line.split()
        if "=" in words[0]:
            leaves = [word.partition("=") for word in words]
            open_ones[-1].inside += [_Node(tag, depth, leaf=value) for tag, _is, value in leaves]
            continue
        tag, _star, rows = words[0].partition("*")
        node = _Node(tag, depth, rows)
        open_ones[-1].inside.append(node)
        open_ones.append(node)
    return top.inside


def _compile(nodes: Sequence[_Node]) -> Write:
    """Turn nodes into one function; what does not repeat becomes one long text with gaps."""
    steps: list[Write] = []
    lines: list[str] = []
    names: list[str] = []

    def close() -> None:
        if lines:
            steps.append(_fill("\r\n".join(lines), tuple(names)))
            lines.clear()
            names.clear()

    def add(each: Sequence[_Node]) -> None:
        for node in each:
            if node.leaf is not None:
                lines.append(_leaf(node, names))
            elif node.rows:
                close()
                steps.append(_repeat(node, _compile(node.inside)))
            else:
                lines.append(f"<{node.tag}>")
                add(node.inside)
                lines.append(f"</{node.tag}>")

    add(nodes)
    close()

    def write(scope: Scope, texts: list[str]) -> None:
        for step in steps:
            step(scope, texts)

    return write


def _leaf(node: _Node, names: list[str]) -> str:
    leaf = node.leaf or ""
    if not leaf or leaf.startswith("!"):
        return f"<{node.tag}>{escape(leaf[1:])}</{node.tag}>".replace("%", "%%")
    names.append(leaf)
    return f"<{node.tag}>%s</{node.tag}>"


def _fill(text: str, names: tuple[str, ...]) -> Write:
    if not names:
        return lambda _scope, texts: texts.append(text.replace("%%", "%"))
    return lambda scope, texts: texts.append(text % tuple([escape(scope.get(name, "")) for name in names]))


def _repeat(node: _Node, inside: Write) -> Write:
    def write(scope: Scope, texts: list[str]) -> None:
        for number, row in enumerate(scope.get(node.rows, ()), start=1):
            texts.append(f'<{node.tag} id="{number}">')
            inside({**scope, **row, "n": number}, texts)
            texts.append(f"</{node.tag}>")

    return write
