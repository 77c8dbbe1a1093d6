"""Tiny law folders for the tests of the check: sound but for what a test breaks."""

from pathlib import Path

from ecoop.lawbook.queries.checks import Fault, list_faults
from ecoop.lawbook.queries.tree import read_tree

SOURCE = """number: 1/2098/X
kind: decree
issuer_vi: Chính phủ
published_on: 2097-12-10
in_force_from: 2098-01-01
title_vi: Một nghị định
title_en: A decree
mark: V
"""
ROW = (
    "  - {from: 2098-01-01, known_from: 2097-12-10, value: 111_000_000, mark: V,"
    ' source: {document: vn-example-1, article: "Điều 1"}}\n'
)
PARAMETER = f"label_vi: Mức\nlabel_en: A limit\nunit: vnd\nvalues:\n{ROW}"
PATH = "parameters/tax/limit_vnd.yaml"


def write_law(root: Path, **changed: str) -> Path:
    """Write a sound law folder, with the files in `changed` (dots for slashes) written otherwise."""
    files = {
        "units.yaml": "vnd: {kind: dong, vi: đồng, en: đồng}\nchoice: {kind: text, vi: lựa chọn, en: choice}\n",
        "sources/vn-example-1.yaml": SOURCE,
        PATH: PARAMETER,
        "waiting.txt": "# most: 1\ntax/limit_vnd\n",
        **changed,
    }
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def faults_of(root: Path, readers: dict[str, list[str]] | None = None) -> list[Fault]:
    """Check a law folder."""
    return list_faults(root=root, tree=read_tree(root), readers=readers or {})
