"""A case from outside is read whole or refused with the field that is wrong; the command answers by it."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.distribution.errors import CaseNotUnderstood
from ecoop.distribution.forms import read_asked, read_case
from ecoop.distribution.tests.test_calc import CASE, RULES

WHOLE_CASE: dict[str, Any] = {
    "kind": "htx",
    "year": 2026,
    "internal": {"pre_tax": 100_000_000, "after_tax": 100_000_000},
    "external": {"pre_tax": 200_000_000, "after_tax": 180_000_000},
    "losses_carried": 0,
    "charter": {
        "undivided_fund_rate_internal": "0.02",
        "undivided_fund_rate_external": "0.05",
        "undivided_fund_base": "pre_tax",
        "other_funds": [{"name": "Phát triển", "rate": "0.1"}],
        "internal_use_labour_share": "0.6",
        "use_weight": "0.75",
        "external_by": {"use": "0.5", "labour": "0", "capital": "0.5"},
    },
    "members": [
        {"id": "nam", "type": "official", "paid_in": 10_000_000, "use": 300, "labour": 0},
        {"id": "hoa", "paid_in": 10_000_000, "use": 100, "labour": 50},
        {"id": "von", "type": "associate_capital", "paid_in": 20_000_000},
        {"id": "khach", "type": "associate_no_capital", "use": 600, "labour": 50},
    ],
}


def changed(**fields: Any) -> dict[str, Any]:
    """Give the whole case with some fields set otherwise; `a__b` names a field inside `a`."""
    case: dict[str, Any] = json.loads(json.dumps(WHOLE_CASE))
    for name, value in fields.items():
        outer, _, inner = name.partition("__")
        if inner:
            case[outer][inner] = value
        else:
            case[outer] = value
    return case


def test_the_case_is_read_whole() -> None:
    """Hoa's type is not said; capital, use and labour together make an official member."""
    assert read_case(data=WHOLE_CASE, rules=RULES) == CASE


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "company"}, "kind"),
        ({"year": "next"}, "year"),
        ({"year": 1}, "year"),
    ],
)
def test_what_is_asked_must_be_clear(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(CaseNotUnderstood) as caught:
        read_asked(data=changed(**fields))
    assert caught.value.facts["field"] == field


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"internal": None}, "internal"),
        ({"internal__after_tax": 200_000_000}, "internal.after_tax"),
        ({"internal__pre_tax": "1.5"}, "internal.pre_tax"),
        ({"internal__pre_tax": True}, "internal.pre_tax"),
        ({"losses_carried": -1}, "losses_carried"),
        ({"charter__use_weight": "half"}, "charter.use_weight"),
        ({"charter__use_weight": "NaN"}, "charter.use_weight"),
        ({"charter__undivided_fund_base": "turnover"}, "charter.undivided_fund_base"),
        ({"charter__undivided_fund_base": ["pre_tax"]}, "charter.undivided_fund_base"),
        ({"members": [{"id": "a", "type": {}, "use": 1}]}, "members.0.type"),
        ({"charter__other_funds": "none"}, "charter.other_funds"),
        ({"members": [{"id": "a", "use": 1}, {"id": "a", "use": 2}]}, "members"),
        ({"members": [{"id": "a"}]}, "members.0.type"),
        ({"members": [{"use": 1}]}, "members.0.id"),
        ({"members": [{"id": "a", "use": -1}]}, "members.0.use"),
    ],
)
def test_a_wrong_field_is_named(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(CaseNotUnderstood) as caught:
        read_case(data=changed(**fields), rules=RULES)
    assert caught.value.facts["field"] == field


def test_the_command_answers_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pencil of test_calc: 12,000,000 for the undivided fund, 115,087,500 for Năm."""
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(WHOLE_CASE)))
    out = io.StringIO()
    call_command("distribution", "compute", "-", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["funds"][0]["total_vnd"] == 12_000_000
    assert answer["members"][0]["total_vnd"] == 115_087_500
    assert answer["steps"][1]["law"] == {"document": "luat-17-2023-qh15", "article": "Điều 84, khoản 1"}


@pytest.mark.parametrize("command", ["distribution", "dissolution"])
@pytest.mark.parametrize("text", ["[" * 100_000, '{"year":' * 100_000, "NaN", "", "9" * 5_000, "\x00"])
def test_what_is_no_case_is_refused_and_nothing_falls_over(
    monkeypatch: pytest.MonkeyPatch, command: str, text: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    out = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command(command, "compute", "-", "--json", stdout=out)
    assert caught.value.code == 2
    assert json.loads(out.getvalue())["refused"]["code"].endswith("case-not-understood")


def test_the_command_refuses_by_the_law_of_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five per cent are enough for a cooperative, but a union must set aside ten."""
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(changed(kind="lhhtx"))))
    out = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("distribution", "compute", "-", "--json", stdout=out)
    assert caught.value.code == 2
    refused = json.loads(out.getvalue())["refused"]
    assert (refused["code"], refused["law"]["article"]) == (
        "distribution.undivided-fund-below-floor",
        "Điều 84, khoản 2",
    )
