"""The small calculators by pencil: late interest, social insurance, e-invoices, fines, platforms, companies."""

from datetime import date

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.taxes.calc.einvoice_duty import cut_invoice, einvoice_duty
from ecoop.taxes.calc.enterprise import enterprise_exemption
from ecoop.taxes.calc.insurance import owner_contribution
from ecoop.taxes.calc.interest import late_interest
from ecoop.taxes.calc.penalties import fine_for, wrong_return_fine
from ecoop.taxes.calc.platform import withhold

LAW = lawbook.on(date(2026, 12, 31))
BILLION, MILLION = 1_000_000_000, 1_000_000


def test_late_interest_counts_from_the_day_after_to_the_day_before() -> None:
    """10 million due on 31 July, paid on 10 August: 1 to 9 August are nine days of 3.000 đồng."""
    found = late_interest(law=LAW, tax_vnd=Dong(10 * MILLION), due_on=date(2026, 7, 31), paid_on=date(2026, 8, 10))
    assert (found.days, found.interest_vnd) == (9, 27_000)
    in_time = late_interest(law=LAW, tax_vnd=Dong(10 * MILLION), due_on=date(2026, 7, 31), paid_on=date(2026, 7, 31))
    assert (in_time.days, in_time.interest_vnd) == (0, 0)


@pytest.mark.parametrize(
    ("day", "least", "monthly"),
    [(date(2026, 6, 30), 2_340_000, 585_000), (date(2026, 7, 1), 2_530_000, 632_500)],
)
def test_the_least_contribution_follows_the_reference_level(day: date, least: int, monthly: int) -> None:
    found = owner_contribution(law=lawbook.on(day), base_vnd=None, is_registered=True, is_exempt=False)
    assert (found.base_min_vnd, found.base_max_vnd, found.monthly_vnd) == (least, 20 * least, monthly)
    assert found.cycles == {3: 3 * monthly, 6: 6 * monthly, 12: 12 * monthly}
    assert found.is_mandatory


def test_the_base_stays_within_one_and_twenty_levels() -> None:
    with pytest.raises(Refusal) as refused:
        owner_contribution(law=LAW, base_vnd=Dong(2_529_999), is_registered=True, is_exempt=False)
    assert refused.value.code == "taxes.insured-base-is-outside"
    most = owner_contribution(law=LAW, base_vnd=Dong(50_600_000), is_registered=False, is_exempt=True)
    # Twenty times 2.530.000 is 50,6 million; a quarter of it.
    assert (most.monthly_vnd, most.is_mandatory, len(most.warnings)) == (12_650_000, False, 1)


def test_e_invoices_are_registered_within_thirty_days_of_the_quarter() -> None:
    quarters = [Dong(400 * MILLION)] * 4
    found = einvoice_duty(law=LAW, quarters_vnd=quarters, over_limit_before=False, sells_registrable_assets=False)
    # The third quarter passes the billion; 30 September and 30 days is 30 October, a Friday.
    assert (found.is_mandatory, found.crossed_quarter, found.register_by_on) == (True, 3, date(2026, 10, 30))
    small = [Dong(250 * MILLION)] * 4
    exact = einvoice_duty(law=LAW, quarters_vnd=small, over_limit_before=False, sells_registrable_assets=False)
    assert (exact.is_mandatory, exact.register_by_on) == (False, None)
    cars = einvoice_duty(law=LAW, quarters_vnd=small, over_limit_before=False, sells_registrable_assets=True)
    assert cars.is_mandatory


@pytest.mark.parametrize(
    ("offence", "measure", "aggravating", "mitigating", "fine"),
    [
        # Half of the organisation's mean: 3,5 million for a return up to 30 days late.
        ("return_late", 10, 0, 0, 1_750_000),
        # One circumstance more is a tenth of the mean more; two lead to the end of the band.
        ("return_late", 10, 1, 0, 1_925_000),
        ("return_late", 10, 2, 0, 2_500_000),
        ("return_late", 10, 0, 1, 1_575_000),
        ("return_late", 10, 0, 2, 1_000_000),
        ("return_late", 10, 1, 1, 1_750_000),
        # Up to five days with a mitigating circumstance: a warning.
        ("return_late", 5, 0, 1, 0),
        ("return_late", 6, 0, 1, 1_575_000),
        ("return_late", 60, 0, 0, 3_250_000),
        ("return_late", 120, 0, 0, 10_000_000),
        ("invoice_missing", 1, 0, 0, 750_000),
        ("invoice_missing", 50, 0, 0, 35_000_000),
        ("invoice_late", 100, 0, 0, 30_000_000),
    ],
)
def test_fines_come_from_their_bands(offence: str, measure: int, aggravating: int, mitigating: int, fine: int) -> None:
    found = fine_for(
        law=LAW,
        offence=offence,
        measure=measure,
        is_household=True,
        aggravating=aggravating,
        mitigating=mitigating,
    )
    assert found.fine_vnd == fine
    assert found.is_warning == (fine == 0)


def test_what_is_no_offence_is_refused() -> None:
    with pytest.raises(Refusal):
        fine_for(law=LAW, offence="dancing", measure=1, is_household=True, aggravating=0, mitigating=0)
    assert wrong_return_fine(law=LAW, shortfall_vnd=Dong(10 * MILLION)) == 2 * MILLION


def test_a_platform_withholds_at_the_highest_rate_what_it_does_not_know() -> None:
    known = withhold(law=LAW, sector="production_transport", order_vnd=Dong(MILLION))
    assert (known.vat_vnd, known.pit_vnd) == (30_000, 15_000)
    unknown = withhold(law=LAW, sector=None, order_vnd=Dong(MILLION))
    assert (unknown.vat_vnd, unknown.pit_vnd) == (50_000, 50_000)
    path = "tax/platform/switch/unknown_kind_pit_rate"
    as_before = withhold(law=LAW.with_switches({path: "practice_of_2025"}), sector=None, order_vnd=Dong(MILLION))
    assert as_before.pit_vnd == 20_000


def test_a_short_first_year_of_a_enterprise_is_brought_to_twelve_months() -> None:
    half = enterprise_exemption(law=LAW, revenue_before_vnd=Dong(500 * MILLION), months=6, is_dependent=False)
    assert (half.is_exempt, half.annualised_vnd) == (True, BILLION)
    assert not enterprise_exemption(law=LAW, revenue_before_vnd=Dong(1), months=12, is_dependent=True).is_exempt


def test_the_cut_of_an_invoice_ends_with_2026() -> None:
    cut = cut_invoice(law=LAW, sector="services", total_vnd=Dong(10 * MILLION), is_eligible=True)
    # A fifth of 5 % of 10 million.
    assert (cut.reduction_vnd, cut.vat_vnd, cut.payable_vnd) == (100_000, 400_000, 9_900_000)
    later = lawbook.on(date(2027, 1, 1))
    assert cut_invoice(law=later, sector="services", total_vnd=Dong(10 * MILLION), is_eligible=True).reduction_vnd == 0
