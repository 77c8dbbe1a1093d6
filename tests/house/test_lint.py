"""Commented-out code is found by ruff's ERA rules; here is the proof that they are on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.house import ROOT


def ruff(text: str, path: str) -> str:
    """Ask ruff what it finds in a sample that plays a file of the house."""
    program = Path(sys.executable).with_name("ruff")
    command = [program, "check", "--no-cache", "--output-format", "concise", "--stdin-filename", path, "-"]
    return subprocess.run(command, input=text, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ERA001", "# x = compute(y)\n"),
        ("DTZ", "import datetime\n\nx = datetime.datetime.now()\n"),
        ("PLC0415", "def f():\n    import os\n\n    return os\n"),
        ("T201", 'print("here")\n'),
        ("F401", "import os\n"),
    ],
)
def test_ruff_sees(code: str, text: str) -> None:
    assert code in ruff(text, "ecoop/ledger/calc.py")


def test_ruff_lets_sentences_through() -> None:
    assert "All checks passed" in ruff(
        '"""A module."""\n\n# The day turns at midnight in Hà Nội.\nX = 1\n', "ecoop/a.py"
    )
