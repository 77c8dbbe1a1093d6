"""`ecoop law`: without a database, for people and for programs."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command


def answer(*words: str) -> str:
    """Run the command and give what it wrote."""
    out = StringIO()
    call_command("law", *words, stdout=out)
    return out.getvalue()


def test_show_tells_value_source_article_and_since_when_known() -> None:
    said: dict[str, Any] = json.loads(
        answer("show", "tax/household/revenue_exempt_vnd_max", "--on=2026-03-05", "--known-on=2026-04-15", "--json")
    )
    assert said["value"] == 500_000_000
    assert said["unit"] == "vnd_per_year"
    assert said["source"] == {"document": "luat-109-2025-qh15", "article": "Điều 7"}
    assert said["known_from"] == "2025-12-10"


def test_show_refuses_politely(capsys: pytest.CaptureFixture[str]) -> None:
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("law", "show", "tax/household/nothing_like_it", "--json", stdout=out)
    assert left.value.code == 2
    assert json.loads(out.getvalue())["refused"]["code"] == "lawbook.path-is-unknown"


def test_show_speaks_in_words() -> None:
    said = answer("show", "cooperative/funds/undivided/external_ratio_min/htx", "--on=2026-12-31")
    assert "5\u00a0%" in said
    assert "17/2023/QH15" in said


def test_list_and_diff() -> None:
    assert "tax/household/pit_rate/goods" in answer("list", "tax/household/pit_rate")
    assert "141/2026/NĐ-CP" in answer("diff", "--known-on", "2026-04-15", "2026-05-01")
    assert json.loads(answer("diff", "--known-on", "2020-01-01", "2020-01-01", "--json"))["changes"] == []
