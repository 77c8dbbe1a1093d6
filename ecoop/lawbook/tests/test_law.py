"""The law of a day as known on a day, on the law of this house."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.errors import (
    LawPathUnknown,
    NoLawOnDay,
    NoSuchChoice,
    NoSuchSwitch,
    NotYetKnown,
    SourceUnknown,
    WrongKindOfValue,
)
from ecoop.lawbook.queries import tree as trees
from ecoop.lawbook.queries.changes import change_in_words, list_changes

EXEMPT = "tax/household/revenue_exempt_vnd_max"
CUT = "tax/household/pit_cut/ratio"
SWITCH = "tax/household/switch/pit_cut"
YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("known_on", "exempt_vnd"),
    [
        # DER-19: a return filed on 15 April 2026 was right under 500 million.
        (date(2026, 4, 15), 500_000_000),
        (date(2026, 4, 28), 500_000_000),
        # DER-20: Decree 141/2026 of 29 April reaches back to 1 January.
        (date(2026, 4, 29), 1_000_000_000),
        (date(2026, 5, 15), 1_000_000_000),
        (None, 1_000_000_000),
    ],
)
def test_the_same_household_sees_what_was_known(known_on: date | None, exempt_vnd: int) -> None:
    law = lawbook.on(YEAR_END, known_on=known_on)
    assert law.dong(EXEMPT) == exempt_vnd
    assert law.dong("tax/household/deduction/business_vnd") == exempt_vnd


def test_a_number_of_last_year_is_not_touched_by_what_came_later() -> None:
    assert lawbook.on(date(2025, 12, 31)).dong(EXEMPT) == 100_000_000


def test_each_kind_of_value_is_read_as_what_it_is() -> None:
    law = lawbook.on(YEAR_END)
    assert law.rate("tax/household/pit_rate/goods") == Decimal("0.005")
    assert law.whole("cooperative/capital/pay_within_months") == 6
    assert law.flag("tax/household/allowed_lump_sum") is False
    assert law.fraction("cooperative/meeting/extraordinary/members_ratio_min") == Fraction(1, 3)
    assert law.text("tax/household/filing/finalisation_due") == "03-31"
    assert law.list("books/household/income_method") == ["S2b-HKD", "S2c-HKD", "S2d-HKD", "S2e-HKD"]
    assert lawbook.on(date(2026, 7, 1)).date("tax/household/payment_extension/third_quarter_on") == date(2026, 12, 30)
    assert law.cite(EXEMPT) == Citation("nd-141-2026", "Điều 1, khoản 1")


def test_what_is_not_there_is_refused_with_a_way_on() -> None:
    law = lawbook.on(YEAR_END)
    with pytest.raises(LawPathUnknown, match=EXEMPT):
        law.dong("tax/household/revenue_exempt_vnd")
    with pytest.raises(WrongKindOfValue):
        law.dong("tax/household/pit_rate/goods")
    with pytest.raises(NoLawOnDay):
        lawbook.on(date(2028, 1, 1)).rate(CUT)
    with pytest.raises(NotYetKnown, match="24/08/2026"):
        lawbook.on(YEAR_END, known_on=date(2026, 8, 23)).rate(CUT)
    with pytest.raises(SourceUnknown, match="nd-141-2026"):
        lawbook.get_source("nd-141-20266")
    assert lawbook.on(YEAR_END).has(CUT)
    assert not lawbook.on(YEAR_END, known_on=date(2026, 8, 23)).has(CUT)


def test_open_questions_are_switches_with_a_warning() -> None:
    law = lawbook.on(YEAR_END)
    assert law.switch(SWITCH) == "show_only"
    assert law.with_switches({SWITCH: "apply"}).switch(SWITCH) == "apply"
    assert law.switch(SWITCH) == "show_only"
    assert law.warning(EXEMPT) is None
    with translation.override("en"):
        assert (law.warning(SWITCH) or "").startswith("Resolution 43/2026")
    with pytest.raises(NoSuchChoice, match="ignore"):
        law.with_switches({SWITCH: "twice"})


def test_switches_of_an_input_may_be_short_and_plain_yes_or_no() -> None:
    chosen = lawbook.choices_of({"nq43": True, "vat_on_crossing": "whole_year"})
    assert chosen == {SWITCH: "apply", "tax/household/switch/vat_on_crossing": "whole_year"}
    assert lawbook.choices_of({"advance_uses_deduction": False}) == {
        "tax/household/switch/advance_uses_deduction": "no"
    }
    with pytest.raises(NoSuchSwitch, match="nq43"):
        lawbook.choices_of({"nq44": True})


def test_tables_and_forms_carry_their_own_times() -> None:
    law = lawbook.on(YEAR_END)
    assert [row["code"] for row in law.table("tax/sectors")][:2] == ["goods", "services"]
    # Decree 310/2025 rewrote the bands of Article 24 from 16 January 2026.
    assert {row["code"] for row in lawbook.on(date(2025, 12, 31)).table("tax/penalties")} == {"return_late"}
    assert law.form("statements/b01-htx")["rows"][0]["code"] == "110"
    with pytest.raises(NoLawOnDay):
        lawbook.on(date(2025, 12, 31)).form("books/s2a-hkd")


def test_a_due_date_moves_over_days_off() -> None:
    law = lawbook.on(date(2026, 4, 30))
    # 30/04 and 01/05 are holidays, 02/05 and 03/05 a weekend.
    assert law.next_working_day(date(2026, 4, 30)) == date(2026, 5, 4)
    assert law.is_day_off(date(2026, 5, 1))
    assert not law.is_day_off(date(2026, 5, 4))


def test_search_forgives_accents() -> None:
    assert EXEMPT in lawbook.search_law("doanh thu khong phai nop thue")
    assert EXEMPT in lawbook.search_law("141/2026")
    assert "cooperative/funds/undivided/base" in lawbook.search_law("Quỹ chung KHÔNG CHIA")


def test_what_changed_between_two_days_of_knowledge_is_said_in_words() -> None:
    changes = list_changes(known_before=date(2026, 4, 15), known_after=date(2026, 5, 1))
    said = {change.after.path: change_in_words(change) for change in changes}
    assert "1.000.000.000" in said[EXEMPT]
    assert "500.000.000" in said[EXEMPT]
    assert CUT not in said


def test_the_second_process_reads_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    trees.get_tree.cache_clear()
    first = trees.get_tree()
    assert (tmp_path / "law.json").exists()
    trees.get_tree.cache_clear()
    monkeypatch.setattr(trees, "_read_shelves", lambda root: pytest.fail("the files were read again"))
    second = trees.get_tree()
    assert second["parameters"] == first["parameters"]
    assert second["tables"]["tax/sectors"] == first["tables"]["tax/sectors"]
    trees.get_tree.cache_clear()
