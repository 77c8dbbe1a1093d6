"""The command: rules, a file of vouchers, a month on paper."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.kernel.ids import new_id
from ecoop.vouchers.tests.office import OfficeStage

SLUG = "htx-tan-cuong"


def run(*words: Any) -> Any:
    out = StringIO()
    call_command("voucher", *map(str, words), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_rules_are_told() -> None:
    rules = {each["rule"]: each for each in run("rules")}
    assert rules["purchase"]["amounts"] == "amount_vnd, vat_vnd?"
    assert "means=cash|bank|credit" in rules["purchase"]["facts"]


def test_a_file_is_recorded_and_a_month_is_printed(office: OfficeStage, tmp_path: Path) -> None:
    good = {
        "id": str(new_id()),
        "voucher_on": "2026-03-05",
        "rule": "management-expense",
        "facts": {"means": "cash"},
        "amounts": {"amount_vnd": 150_000},
        "text": "Tiền nước",
    }
    file = tmp_path / "vouchers.json"
    file.write_text(json.dumps({"vouchers": [good, {**good, "id": str(new_id()), "rule": "close-cit"}]}))
    assert [each["status"] for each in run("record", file, "--org", SLUG)] == ["recorded", "refused"]
    assert run("record", file, "--org", SLUG)[0]["status"] == "known"
    paper = tmp_path / "papers.pdf"
    run("print", "2026-03", paper, "--org", SLUG)
    assert paper.read_bytes().startswith(b"%PDF")
    assert run("check", 2026, "--org", SLUG) == {"misposted": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("record", "nowhere.json", "--org", SLUG), "file-not-understood"),
        (("record", "nowhere.json", "--org", "nobody"), "nobody-to-act-for"),
        (("record", "nowhere.json", "--org", SLUG, "--as", "0900000000"), "nobody-to-act-for"),
        (("print", "13/2026", "x.pdf", "--org", SLUG), "month-not-understood"),
        (("print", "2027-03", "x.pdf", "--org", SLUG), "nothing-to-print"),
    ],
)
def test_what_cannot_be_done_is_said(
    office: OfficeStage, tmp_path: Path, monkeypatch: Any, words: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("voucher", *words, "--json", stdout=out)
    assert json.loads(out.getvalue())["refused"]["code"] == f"vouchers.{code}"
