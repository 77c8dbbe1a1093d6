"""`ecoop tax household`: one input or a list, from a file or standard input, for people and for programs."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command


def run(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("tax", "household", str(path), stdout=out, **options)
    return out.getvalue()


def test_one_household_is_answered_with_figures_and_steps(tmp_path: Path) -> None:
    given = tmp_path / "a.json"
    given.write_text(json.dumps({"year": 2026, "revenue": {"goods": 1_200_000_000}}))
    answer = json.loads(run(given, as_json=True))
    # 1 % of it all, and 0,5 % of the 200 million above the billion.
    assert (answer["vat_vnd"], answer["pit_vnd"]) == (12_000_000, 1_000_000)
    assert {"document": "luat-109-2025-qh15", "article": "Điều 7, khoản 3"} in [step["law"] for step in answer["steps"]]
    assert "12.000.000" in run(given)


def test_a_list_gives_a_list_and_refusals_stay_in_place(tmp_path: Path) -> None:
    given = tmp_path / "a.json"
    given.write_text(json.dumps([{"year": 2026, "revenue": {"goods": 1}}, {"year": 2026, "revenue": {"goods": "x"}}]))
    good, bad = json.loads(run(given, as_json=True))
    assert good["exempt"]
    assert bad["refused"]["code"] == "taxes.input-not-understood"
    assert run(given)


def test_what_is_no_json_is_refused_with_status_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("{nothing"))
    with pytest.raises(SystemExit) as left:
        run(Path("-"), as_json=True)
    assert left.value.code == 2
