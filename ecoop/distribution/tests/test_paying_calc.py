"""What is paid of a share and held back of it; lists that banks read; a simulation beside the real sums."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.distribution.calc import SharingCase, share_income
from ecoop.distribution.calc.paying import Ground, ShareParts, WithholdingRules, find_ground, part_of, plan_payment
from ecoop.distribution.calc.simulating import BasisTotals, Income, describe_choices, read_choices, simulate
from ecoop.distribution.calc.transfers import (
    NAME_MAX,
    VERSIONS,
    Payer,
    Transfer,
    TransferFile,
    find_problems,
    fold,
    read_totals,
    write_pain,
)
from ecoop.distribution.errors import TransferFileBroken
from ecoop.distribution.tests.test_calc import CHARTER, RULES, cases
from ecoop.kernel.dong import Dong
from ecoop.members.calc import PartyKind

TAXED = WithholdingRules(Decimal("0.05"), taxes_use=True, taxes_households=True, frees_all=False)
SHARE = ShareParts(Dong(1_000_000), Dong(400_000))
NAM = Transfer("2026-1-1-A1", "Trần Văn Năm", "19031", "970407", "Techcombank", Dong(950_000), "Chia thu nhập")
FILE = TransferFile(
    "A1B2",
    datetime(2027, 4, 5, 1, tzinfo=UTC),
    date(2027, 4, 5),
    Payer("HTX Chè", "8501", "970405", "Agribank"),
    (NAM,),
)


@pytest.mark.parametrize(
    ("kind", "rules", "ground", "base_vnd", "pit_vnd"),
    [
        # 5 % of the whole 1,000,000
        (PartyKind.INDIVIDUAL, TAXED, Ground.CAPITAL_AND_USE, 1_000_000, 50_000),
        # of the 400,000 by capital only
        (PartyKind.INDIVIDUAL, replace(TAXED, taxes_use=False), Ground.CAPITAL_ONLY, 400_000, 20_000),
        (PartyKind.HOUSEHOLD, TAXED, Ground.CAPITAL_AND_USE, 1_000_000, 50_000),
        (PartyKind.HOUSEHOLD, replace(TAXED, taxes_households=False), Ground.HOUSEHOLD_FREE, 0, 0),
        (PartyKind.BODY, replace(TAXED, taxes_households=False), Ground.HOUSEHOLD_FREE, 0, 0),
        (PartyKind.INDIVIDUAL, replace(TAXED, frees_all=True), Ground.AGRICULTURE_FREE, 0, 0),
        (PartyKind.LEGAL_PERSON, TAXED, Ground.ORGANISATION, 0, 0),
        (PartyKind.COOPERATIVE, TAXED, Ground.ORGANISATION, 0, 0),
    ],
)
def test_tax_is_held_back_from_whom_the_law_says(
    kind: PartyKind, rules: WithholdingRules, ground: Ground, base_vnd: int, pit_vnd: int
) -> None:
    assert find_ground(kind=kind, rules=rules) is ground
    plan = plan_payment(share=SHARE, gross_vnd=SHARE.total_vnd, kind=kind, rules=rules)
    assert (plan.base_vnd, plan.pit_vnd, plan.net_vnd) == (base_vnd, pit_vnd, 1_000_000 - pit_vnd)


def test_a_part_is_rounded_down() -> None:
    """A third of 100 is 33.33; what is left is paid another day."""
    assert part_of(open_vnd=Dong(100), percent=Decimal("33.33")) == 33


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.lists(st.integers(1, 100), max_size=6), st.booleans())
@settings(max_examples=150, deadline=None)
def test_paid_in_parts_the_bases_add_up(total: int, capital: int, percents: list[int], taxes_use: bool) -> None:
    rules = replace(TAXED, taxes_use=taxes_use)
    share = ShareParts(Dong(total), Dong(min(capital, total)))
    whole = plan_payment(share=share, gross_vnd=share.total_vnd, kind=PartyKind.INDIVIDUAL, rules=rules)
    for percent in [*percents, 100]:
        gross_vnd = part_of(open_vnd=share.open_vnd, percent=Decimal(percent))
        if not gross_vnd:
            continue
        plan = plan_payment(share=share, gross_vnd=gross_vnd, kind=PartyKind.INDIVIDUAL, rules=rules)
        assert 0 <= plan.pit_vnd <= plan.base_vnd <= plan.gross_vnd
        share = replace(
            share,
            listed_vnd=Dong(share.listed_vnd + plan.gross_vnd),
            listed_base_vnd=Dong(share.listed_base_vnd + plan.base_vnd),
        )
    assert share.open_vnd == 0
    assert share.listed_base_vnd == whole.base_vnd


@given(st.text(max_size=300))
def test_every_name_becomes_letters_that_banks_take(name: str) -> None:
    folded = fold(text=name, most=NAME_MAX)
    assert len(folded) <= NAME_MAX
    assert re.fullmatch(r"[A-Z0-9/\-?:().,'+ ]*", folded)


def test_vietnamese_names_are_folded() -> None:
    assert fold(text="Đỗ Thị Hồng Nhung & Con", most=NAME_MAX) == "DO THI HONG NHUNG CON"


@pytest.mark.parametrize("version", VERSIONS)
def test_number_and_control_sum_stand_twice(version: str) -> None:
    """950,000 and 50,000 are 1,000,000 in two transfers."""
    two = replace(FILE, transfers=(NAM, replace(NAM, reference="2026-1-2-B2", amount_vnd=Dong(50_000))))
    amounts = [Decimal(950_000), Decimal(50_000)]
    found = read_totals(content=write_pain(file=two, version=version))
    assert found == [("GrpHdr", 2, Decimal(1_000_000), amounts), ("PmtInf", 2, Decimal(1_000_000), amounts)]


@pytest.mark.parametrize(
    "broken",
    [
        replace(FILE, transfers=()),
        replace(FILE, transfers=(NAM, NAM)),
        replace(FILE, transfers=(replace(NAM, reference="A" * 36),)),
        replace(FILE, transfers=(replace(NAM, reference="số 1"),)),
        replace(FILE, transfers=(replace(NAM, amount_vnd=Dong(0)),)),
        replace(FILE, transfers=(replace(NAM, account=""),)),
        replace(FILE, payer=replace(FILE.payer, account="")),
    ],
)
def test_what_a_bank_would_refuse_is_never_written(broken: TransferFile) -> None:
    assert find_problems(file=broken)
    with pytest.raises(TransferFileBroken):
        write_pain(file=broken, version=VERSIONS[0])


@given(cases())
@settings(max_examples=60, deadline=None)
def test_the_pots_of_all_together_are_those_of_one_by_one(case: SharingCase) -> None:
    real = share_income(case=case, rules=RULES)
    totals = BasisTotals(len(case.members), real.basis_vnd["use"], real.basis_vnd["labour"], real.basis_vnd["capital"])
    income = Income(case.internal, case.external, case.losses_carried_vnd)
    done = simulate(income=income, charter=case.charter, totals=totals, rules=RULES)
    assert (done.pots_vnd, done.steps, done.funds) == (real.pots_vnd, real.steps, real.funds)


def test_a_kept_plan_reads_back_as_it_was() -> None:
    kept = describe_choices(charter=CHARTER, losses_carried_vnd=Dong(7))
    read = read_choices(choices=kept)
    assert (read["use_weight"], read["other_funds"], read["losses_carried_vnd"]) == (
        CHARTER.use_weight, CHARTER.other_funds, 7,
    )  # fmt: skip
