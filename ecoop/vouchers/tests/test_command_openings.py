"""`ecoop openings look` and `record`: the list as a file, both sides told, recorded once."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.vouchers.tests.office import OfficeStage

LIST = "TK;Nợ;Có\n1111;60;\n421;;60\n"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    call_command("openings", *words, "--json")
    return json.loads(capsys.readouterr().out)


def test_a_file_is_looked_at_and_recorded_once(
    office: OfficeStage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, slug = tmp_path / "so-du.csv", office.cast.coop.slug
    file.write_text(LIST, encoding="utf-8")
    words = (str(file), "--org", slug)
    look = run(capsys, "look", *words)
    assert (look["debits_vnd"], look["difference_vnd"], [each["account"] for each in look["wrong"]]) == (
        60,
        60,
        ["421"],
    )
    with pytest.raises(SystemExit):
        call_command("openings", "record", *words, "--json")
    capsys.readouterr()
    chosen = ("--to", "421=4211")
    assert run(capsys, "record", *words, *chosen)["entries"] == 2
    assert run(capsys, "record", *words, *chosen)["entries"] == 2
    call_command("openings", "look", *words)
    assert "4211" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("openings", "look", str(file), "--org", "nobody")
