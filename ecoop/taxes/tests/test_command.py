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


YEAR = '{"year": 2026, "revenue": {"goods": 1}}'


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"   ",
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b'{"year": 2026',
        b'"2026"',
        b"2026",
        b'{"year": 2026, "revenue": {"goods": ' + b"9" * 6000 + b"}}",
    ],
)
def test_hostile_files_are_refused_and_never_crash(tmp_path: Path, given: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(given)
    with pytest.raises(SystemExit) as left:
        run(path, as_json=True)
    assert left.value.code == 2


def test_one_bad_entry_leaves_the_others_answered(tmp_path: Path) -> None:
    bad = [
        '{"year": 2026, "revenue": {"goods": NaN}}',
        '{"year": 2026, "revenue": {"goods": 1, "goods": 2}}',
        '{"year": 2026, "revenue": {"goods": 1.0}}',
        '{"year": 2026, "revenue": {"goods": "1"}}',
        '{"year": true, "revenue": {}}',
        '{"year": 2026, "revenu": {}}',
        '{"year": 2026, "revenue": {}, "switches": {"nq43": 5}}',
        '{"year": 2026, "revenue": {}, "switches": ["nq43"]}',
        "[]",
        "null",
        "7",
        '{"year": 2026, "revenue": {"goods": 1000000000000000000}}',
        '{"year": 2026, "revenue": ' + "[" * 200 + "]" * 200 + "}",
    ]
    path = tmp_path / "a.json"
    path.write_text(f"[{YEAR}, {', '.join(bad)}, {YEAR}]", encoding="utf-8")
    answers = json.loads(run(path, as_json=True))
    assert [("refused" in answer) for answer in answers] == [False, *[True] * len(bad), False]
    assert all(answer["refused"]["said"] and answer["refused"]["remedy"] for answer in answers[1:-1])
    nearest = answers[1 + bad.index('{"year": 2026, "revenu": {}}')]["refused"]["remedy"]
    assert "revenue" in nearest


def test_half_a_letter_is_no_name_and_its_answer_can_be_written(tmp_path: Path) -> None:
    # UTF-16 writes a rare letter in two halves; JSON can name one half alone, and no file can hold it.
    half, whole, escaped = "\\ud800", "\\ud83d\\ude00", "\\\\ud800"
    entries = [f'{{"year": 2026, "revenue": {{"{name}": 1}}}}' for name in (half, whole, escaped)]
    leases = f'{{"year": 2026, "leases": [{{"id": "{half}", "revenue": 2000000000}}]}}'
    path = tmp_path / "a.json"
    path.write_text(f"[{', '.join([*entries, leases])}]", encoding="utf-8")
    answer = run(path, as_json=True).encode("utf-8")
    *refused, rent = json.loads(answer)
    said = [each["refused"]["said"] + each["refused"]["remedy"] for each in refused]
    assert all(name in words for name, words in zip(["\ufffd", "\U0001f600", r"\ud800"], said, strict=True))
    # 5 % of it all, and 5 % of what lies above the billion.
    assert (rent["vat_vnd"], rent["pit_vnd"]) == (100_000_000, 50_000_000)


def test_ten_thousand_entries_are_answered(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[" + ",".join([YEAR] * 10_000) + "]", encoding="utf-8")
    assert len(json.loads(run(path, as_json=True))) == 10_000


def test_a_person_reads_the_verdict_first(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"year": 2026, "revenue": {"goods": 1500000000}}', encoding="utf-8")
    shown = run(path)
    assert shown.index("17.500.000") < shown.index("15.000.000")
    assert "48/2024/QH15" in shown


def test_the_switches_are_listed_with_their_choices() -> None:
    out = io.StringIO()
    call_command("tax", "switches", stdout=out, as_json=True)
    listed = {each["name"]: each for each in json.loads(out.getvalue())}
    assert listed["nq43"]["also"] == {"true": "apply", "false": "ignore", "show": "show_only"}
    assert set(listed["vat_on_crossing"]["choices"]) == {"from_crossing_quarter", "whole_year"}
    # The seven open questions of the research and that of losses; four of cooperatives.
    assert len(listed) == 12
    out = io.StringIO()
    call_command("tax", "switches", stdout=out)
    assert "vat_on_crossing" in out.getvalue()


def test_one_cooperative_is_answered_with_figures_and_steps(tmp_path: Path) -> None:
    given = tmp_path / "a.json"
    trade = {"field": "goods", "revenue": 1_100_000_000, "cost": 1_000_000_000}
    given.write_text(json.dumps({"year": 2026, "previous_revenue": 3_000_000_000, "activities": [trade]}))
    out = io.StringIO()
    call_command("tax", "cooperative", str(given), stdout=out, as_json=True)
    answer = json.loads(out.getvalue())
    # 100 million × 15 %, since the year before brought three billion at most.
    assert answer["cit_vnd"] == 15_000_000
    out = io.StringIO()
    call_command("tax", "cooperative", str(given), stdout=out)
    assert "15.000.000" in out.getvalue()


def test_a_list_of_cooperatives_keeps_refusals_in_place(tmp_path: Path) -> None:
    given = tmp_path / "a.json"
    given.write_text(json.dumps([{"year": 2026, "previous_revenue": 0}, {"year": 2026}]))
    out = io.StringIO()
    call_command("tax", "cooperative", str(given), stdout=out, as_json=True)
    good, bad = json.loads(out.getvalue())
    assert good["cit"]["is_exempt"]
    assert bad["refused"]["code"] == "taxes.previous-revenue-is-needed"
    out = io.StringIO()
    call_command("tax", "cooperative", str(given), stdout=out)
    assert out.getvalue()
