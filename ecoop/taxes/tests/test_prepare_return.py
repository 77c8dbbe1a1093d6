"""Returns prepared, filed, corrected and prepared for many households; the choice of method; the years before."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ecoop.access.actions.grant_role import grant_role
from ecoop.audit.models import Event
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.taxes.actions.choose_method import choose_method
from ecoop.taxes.actions.correct_return import correct_return
from ecoop.taxes.actions.prepare_return import prepare_return
from ecoop.taxes.actions.prepare_returns_step import prepare_returns_step
from ecoop.taxes.actions.record_filing import record_filing
from ecoop.taxes.actions.record_prior_year import record_prior_year
from ecoop.taxes.errors import (
    FilingIsTooEarly,
    IncomeMethodIsDue,
    IncomeMethodMustStay,
    InputNotUnderstood,
    NothingToCorrect,
    PercentageMethodIsClosed,
    ReasonIsNeeded,
    ReturnIsFiled,
    ReturnIsNotDue,
    ReturnIsNotFiled,
    ReturnIsOutdated,
    ReturnNotFound,
)
from ecoop.taxes.models import Preparation, Return
from ecoop.taxes.queries import get_household_facts, get_household_year
from ecoop.taxes.queries.returns import DUE, FILED, LATE, PREPARED, get_return_beside, get_return_year, list_returns
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.actions.record_withholdings import record_withholdings
from ecoop.trade.calc import PlaceDraft, SaleDraft, SaleLineDraft, WithholdingDraft
from tests.cast import Cast

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
APRIL, MAY, TODAY = date(2026, 4, 15), date(2026, 5, 15), date(2026, 11, 1)
SHOP, STALL = new_id(), new_id()


@pytest.fixture
def nam(cast: Cast) -> Cast:
    """Open chú Năm's books: a shop and a stall on the market."""
    with cast.inside(cast.nam_household, cast.nam):
        open_books(org_id=cast.nam_household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        places = [
            PlaceDraft(id=SHOP, name="Cửa hàng", opened_on=date(2026, 1, 1), code="00001", is_head_office=True),
            PlaceDraft(id=STALL, name="Sạp chợ Thái", opened_on=date(2026, 1, 1), code="00002"),
        ]
        record_places(org_id=cast.nam_household.id, places=places, by=cast.nam.id, now=NOW)
    return cast


def _sell(
    cast: Cast, sold: Iterable[tuple[date, str, int, Any]], *, channel: str = "shop", now: datetime = NOW
) -> None:
    sales = [
        SaleDraft(
            new_id(),
            on,
            (SaleLineDraft(sector, "Chè", Dong(amount)),),
            place_id=place,
            channel=channel,
            platform_name="" if channel == "shop" else "Sàn",
        )
        for on, sector, amount, place in sold
    ]
    outcomes = record_sales(org_id=cast.nam_household.id, sales=sales, by=cast.nam.id, now=now)
    assert not [each for each in outcomes if each.refusal]


def _prepare(cast: Cast, form: str, period: str, *, known_on: date = TODAY, now: datetime = NOW) -> Any:
    org_id = cast.nam_household.id
    return prepare_return(org_id=org_id, form=form, period=period, known_on=known_on, by=cast.nam.id, now=now)


def _file(cast: Cast, kept: Any, *, filed_on: date, now: datetime = NOW) -> Any:
    return record_filing(
        org_id=cast.nam_household.id,
        return_id=kept.id,
        filed_on=filed_on,
        channel="etax",
        receipt="BN-1",
        by=cast.nam.id,
        now=now,
    )


@pytest.fixture
def busy(nam: Cast) -> Cast:
    """Give chú Năm DER-13: 400, 500, 600 million of goods in three quarters; a year of 1.200 million before."""
    with nam.inside(nam.nam_household, nam.nam):
        _tell(nam, 2025, 1_200_000_000, "lump_sum")
        _sell(
            nam,
            [
                (date(2026, 2, 1), "goods", 400_000_000, SHOP),
                (date(2026, 5, 1), "goods", 500_000_000, SHOP),
                (date(2026, 8, 1), "goods", 450_000_000, SHOP),
                (date(2026, 9, 1), "goods", 150_000_000, STALL),
            ],
        )
    return nam


def _tell(cast: Cast, year: int, revenue: int, method: str) -> None:
    org_id, by = cast.nam_household.id, cast.nam.id
    record_prior_year(org_id=org_id, year=year, revenue_vnd=Dong(revenue), method=method, by=by, now=NOW)


def test_a_return_is_kept_with_its_law_and_stays(busy: Cast) -> None:
    """
    DER-13 in the third quarter: VAT 6.000.000, PIT 2.500.000. A sale of 100 million found later adds 1.000.000 and
    500.000; the first preparation stays as it was.
    """
    with busy.inside(busy.nam_household, busy.nam):
        first = _prepare(busy, "01/CNKD", "2026-Q3")
        assert (first.vat_vnd, first.pit_vnd, first.number, first.revision) == (6_000_000, 2_500_000, 0, 0)
        assert (first.version, first.known_on, len(first.law)) == ("TT 50/2026", TODAY, 64)
        assert first.due_on == date(2026, 11, 2)
        assert [row["name"] for row in first.fields["lists"]["lines"]] == ["Cửa hàng", "Sạp chợ Thái"]
        assert first.fields["head"]["[05]"] == "019070000002"
        assert _prepare(busy, "01/CNKD", "2026-Q3").id == first.id
        _sell(busy, [(date(2026, 9, 30), "goods", 100_000_000, SHOP)])
        again = _prepare(busy, "01/CNKD", "2026-Q3")
        assert (again.vat_vnd, again.pit_vnd, again.revision) == (7_000_000, 3_000_000, 1)
        kept = list_returns(org_id=busy.nam_household.id, year=2026)
        assert [(each.revision, each.vat_vnd) for each in kept] == [(1, 7_000_000), (0, 6_000_000)]
        verbs = Event.objects.filter(verb="taxes.return.prepare").values_list("detail", flat=True)
        assert sorted(detail["revision"] for detail in verbs) == [0, 1]


def test_what_is_filed_is_closed_and_only_corrected(busy: Cast) -> None:
    org_id, by = busy.nam_household.id, busy.nam.id
    with busy.inside(busy.nam_household, busy.nam):
        kept = _prepare(busy, "01/CNKD", "2026-Q3")
        with pytest.raises(ReturnIsNotFiled):
            correct_return(org_id=org_id, return_id=kept.id, reason="Sót", known_on=TODAY, by=by, now=NOW)
        for day in (date(2026, 9, 30), date(2026, 11, 2)):
            with pytest.raises(FilingIsTooEarly):
                _file(busy, kept, filed_on=day)
        filed = _file(busy, kept, filed_on=date(2026, 10, 30))
        assert filed.filing.receipt == "BN-1"
        with pytest.raises(ReturnIsFiled):
            _file(busy, kept, filed_on=date(2026, 10, 30))
        with pytest.raises(ReturnIsFiled):
            _prepare(busy, "01/CNKD", "2026-Q3")
        with pytest.raises(NothingToCorrect):
            correct_return(org_id=org_id, return_id=kept.id, reason="Sót", known_on=TODAY, by=by, now=NOW)
        _sell(busy, [(date(2026, 9, 30), "goods", 100_000_000, SHOP)])
        with pytest.raises(ReasonIsNeeded):
            correct_return(org_id=org_id, return_id=kept.id, reason=" ", known_on=TODAY, by=by, now=NOW)
        mended = correct_return(org_id=org_id, return_id=kept.id, reason="Sót hóa đơn", known_on=TODAY, by=by, now=NOW)
        assert (mended.number, mended.replaces_id, mended.vat_vnd) == (1, kept.id, 7_000_000)
        assert mended.fields["head"]["[03]"] == "1"
        with pytest.raises(ReturnIsOutdated):
            correct_return(org_id=org_id, return_id=kept.id, reason="Sót", known_on=TODAY, by=by, now=NOW)
        # A correction that is not filed yet is prepared again as itself.
        _sell(busy, [(date(2026, 9, 29), "goods", 50_000_000, SHOP)])
        again = _prepare(busy, "01/CNKD", "2026-Q3")
        assert (again.number, again.revision, again.replaces_id, again.reason) == (1, 1, kept.id, "Sót hóa đơn")
        assert Return.objects.get(id=kept.id).vat_vnd == 6_000_000


def test_a_return_of_april_is_right_that_day_and_wrong_in_may(nam: Cast) -> None:
    """
    600 million of goods in the first quarter. As known on 15 April the threshold was 500 million: VAT 6.000.000, PIT
    0,5 % of 100 million is 500.000. From 29 April on nothing is due for the quarter, and the 6.500.000 come back with
    the notice of the year.
    """
    april, org_id = datetime(2026, 4, 15, 2, 0, tzinfo=UTC), nam.nam_household.id
    with nam.inside(nam.nam_household, nam.nam):
        _sell(nam, [(date(2026, 2, 1), "goods", 600_000_000, SHOP)], now=april)
        kept = _prepare(nam, "01/CNKD", "2026-Q1", known_on=APRIL, now=april)
        assert (kept.vat_vnd, kept.pit_vnd, kept.version) == (6_000_000, 500_000, "TT 18/2026")
        _file(nam, kept, filed_on=APRIL, now=april)
        beside = get_return_beside(org_id=org_id, return_id=kept.id, today=MAY)
        assert isinstance(beside.refusal, ReturnIsNotDue)
        with pytest.raises(ReturnIsNotDue):
            _prepare(nam, "01/CNKD", "2026-Q2", known_on=MAY)
        notice = _prepare(nam, "01/TKN-CNKD", "2026", known_on=date(2027, 1, 10))
        values = notice.fields["values"]
        assert (values["[11]"], values["[41]"], values["[42]"], values["[43]"]) == (
            600_000_000,
            6_000_000,
            500_000,
            6_500_000,
        )
        assert notice.version == "TT 89/2026"


def test_beside_the_kept_return_stands_the_same_under_todays_law(busy: Cast) -> None:
    """
    As known in April the deduction was 500 million: of the first quarter's 400 nothing is taxed, and 100 million are
    left to take off; today 600 are left. VAT is the same.
    """
    with busy.inside(busy.nam_household, busy.nam):
        kept = _prepare(busy, "01/CNKD", "2026-Q1", known_on=APRIL)
        assert kept.fields["values"]["balance"] == 100_000_000
        beside = get_return_beside(org_id=busy.nam_household.id, return_id=kept.id, today=TODAY)
        assert {each.path: (each.before, each.after) for each in beside.differences} == {
            "values/balance": (100_000_000, 600_000_000)
        }
        assert beside.law_changed
        _sell(busy, [(date(2026, 3, 3), "goods", 10_000_000, SHOP)])
        both = get_return_beside(org_id=busy.nam_household.id, return_id=kept.id, today=TODAY)
        assert both.law_changed
        assert len(both.under_old_law) > 1


def test_the_year_says_what_is_due_prepared_filed_and_late(busy: Cast) -> None:
    """On 1 November the third quarter is due the day after, the first two are late, the fourth is to come."""
    org_id = busy.nam_household.id
    with busy.inside(busy.nam_household, busy.nam):
        year = get_return_year(org_id=org_id, year=2026, today=TODAY)
        assert [(line.period, line.state) for line in year.lines][:3] == [
            ("2026-Q1", LATE),
            ("2026-Q2", LATE),
            ("2026-Q3", DUE),
        ]
        _file(busy, _prepare(busy, "01/CNKD", "2026-Q1"), filed_on=date(2026, 10, 30))
        _prepare(busy, "01/CNKD", "2026-Q3")
        states = {line.period: line.state for line in get_return_year(org_id=org_id, year=2026, today=TODAY).lines}
        assert (states["2026-Q1"], states["2026-Q2"], states["2026-Q3"]) == (FILED, LATE, PREPARED)


def test_income_method_of_the_year_after_the_limit(nam: Cast) -> None:
    """Above three billion in 2025 only the income method is open in 2026 (Decree 68/2026 Articles 4(5), 18(4))."""
    org_id, by = nam.nam_household.id, nam.nam.id
    given: dict[str, Any] = {"org_id": org_id, "year": 2026, "chosen_on": TODAY, "by": by, "now": NOW}
    with nam.inside(nam.nam_household, nam.nam):
        _tell(nam, 2025, 3_000_000_001, "lump_sum")
        with pytest.raises(IncomeMethodIsDue):
            choose_method(method="revenue", **given)
        _tell(nam, 2025, 3_000_000_000, "lump_sum")
        choose_method(method="revenue", deduct_first=("goods", "goods"), **given)
        facts = get_household_facts(org_id=org_id, year=2026)
        assert (facts.method, facts.deduct_first, facts.method_at_start_of_year) == ("revenue", ("goods",), "revenue")


def test_income_method_stays_two_years(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    with nam.inside(nam.nam_household, nam.nam):
        given: dict[str, Any] = {"org_id": org_id, "chosen_on": TODAY, "by": by, "now": NOW}
        choose_method(year=2026, method="income", **given)
        _sell(nam, [(date(2026, 2, 1), "goods", 1_500_000_000, SHOP)])
        with pytest.raises(IncomeMethodMustStay):
            choose_method(year=2027, method="revenue", **given)
        choose_method(year=2027, method="income", **given)
        _tell(nam, 2027, 1_500_000_000, "income")
        choose_method(year=2028, method="revenue", **given)
        for wrong in ({"method": "guess"}, {"method": "income", "deduct_first": ("gold",)}):
            with pytest.raises(InputNotUnderstood):
                choose_method(year=2028, **given, **wrong)


def test_percentage_is_closed_above_the_limit(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    with nam.inside(nam.nam_household, nam.nam):
        _sell(nam, [(date(2026, 2, 1), "goods", 3_000_000_001, SHOP)])
        with pytest.raises(PercentageMethodIsClosed):
            choose_method(org_id=org_id, year=2026, method="revenue", chosen_on=TODAY, by=by, now=NOW)


def test_the_year_before_is_measured_by_this_year(nam: Cast) -> None:
    """300 million of 2025 were taxed by lump sum then; in 2026 such a household begins exempt."""
    with nam.inside(nam.nam_household, nam.nam):
        _tell(nam, 2025, 300_000_000, "lump_sum")
        assert get_household_facts(org_id=nam.nam_household.id, year=2026).method_at_start_of_year is None
        _tell(nam, 2025, 1_000_000_001, "lump_sum")
        assert get_household_facts(org_id=nam.nam_household.id, year=2026).method_at_start_of_year == "revenue"


def test_platforms_leases_and_channels_reach_the_facts(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    with nam.inside(nam.nam_household, nam.nam):
        _sell(nam, [(date(2026, 2, 1), "goods", 100, SHOP), (date(2026, 2, 1), "real_estate_lease", 7, STALL)])
        _sell(nam, [(date(2026, 2, 2), "goods", 20, SHOP)], channel="platform_paid")
        _sell(nam, [(date(2026, 2, 3), "goods", 3, SHOP)], channel="platform_notice")
        statement = WithholdingDraft(new_id(), date(2026, 2, 1), "Sàn", Dong(2), Dong(1))
        record_withholdings(org_id=org_id, withholdings=[statement], by=by, now=NOW)
        facts = get_household_facts(org_id=org_id, year=2026)
    assert facts.periods[1].revenue_vnd == {"goods": 103}
    assert facts.periods[1].platform_vnd == {"goods": 20}
    assert facts.platform is not None
    assert (facts.platform.revenue_vnd, facts.withheld_vat_vnd, facts.withheld_pit_vnd) == ({"goods": 20}, 2, 1)
    assert facts.leases_vnd == {str(STALL): 7}
    assert facts.revenue_vnd == 123
    assert facts.started_on == date(2026, 1, 5)


def test_rent_of_the_year_before_closes_no_method(nam: Cast) -> None:
    """
    2.000 million of trade and 1.500 of rent: trade alone is measured, and it is below 3 billion. In 2027 percentage
    stays open. 900 of trade beside 200 of rent were no taxable trade either.
    """
    org_id, by = nam.nam_household.id, nam.nam.id
    later = datetime(2027, 11, 1, 2, 0, tzinfo=UTC)
    with nam.inside(nam.nam_household, nam.nam):
        sold = [
            (date(2026, 2, 1), "goods", 900_000_000, SHOP),
            (date(2026, 2, 1), "real_estate_lease", 200_000_000, STALL),
        ]
        _sell(nam, sold)
        assert get_household_facts(org_id=org_id, year=2027).method_at_start_of_year is None
        more = [
            (date(2026, 3, 1), "goods", 1_100_000_000, SHOP),
            (date(2026, 3, 1), "real_estate_lease", 1_300_000_000, STALL),
        ]
        _sell(nam, more)
        facts = get_household_facts(org_id=org_id, year=2027)
        assert (facts.prior_year_revenue_vnd, facts.method_at_start_of_year) == (2_000_000_000, "revenue")
        choose_method(org_id=org_id, year=2027, method="revenue", chosen_on=date(2027, 1, 5), by=by, now=later)


def test_the_last_return_holds_what_platforms_did_not_withhold(nam: Cast) -> None:
    """
    600 million in the shop and 600 on a platform, no statement of it: 1 % is 6.000.000, and of the billion 400 million
    are left for the platform, so that PIT is 0,5 % of 200 million. Half of it withheld leaves half of the line.
    """
    org_id, by = nam.nam_household.id, nam.nam.id
    with nam.inside(nam.nam_household, nam.nam):
        _sell(nam, [(date(2026, 2, 1), "goods", 600_000_000, SHOP)])
        _sell(nam, [(date(2026, 2, 2), "goods", 600_000_000, SHOP)], channel="platform_paid")
        nothing, half = (600_000_000, 6_000_000, 400_000_000, 1_000_000), (300_000_000, 3_000_000, 200_000_000, 500_000)
        for declared in (nothing, half):
            if declared == half:
                statement = WithholdingDraft(new_id(), date(2026, 2, 1), "Sàn", Dong(3_000_000), Dong(500_000))
                record_withholdings(org_id=org_id, withholdings=[statement], by=by, now=NOW)
            kept = _prepare(nam, "01/CNKD", "2026-Q4")
            due = get_household_year(org_id=org_id, year=2026).returns[-1]
            assert (kept.vat_vnd, kept.pit_vnd) == (due.vat_vnd, due.pit_vnd) == (declared[1], declared[3])
            [line] = kept.fields["lists"]["lines"]
            assert (line["part"], *(line[code] for code in ("[11]", "[14]", "[16]", "[17]"))) == ("II", *declared)
            assert kept.fields["values"]["[47]"] == kept.vat_vnd + kept.pit_vnd


@pytest.mark.parametrize("period", ["", "abc", "0000", "9999", "9999-Q4", "2026-Q5", "٢٠٢٦-Q3", "2026-Q3 "])
def test_a_word_that_is_no_period_has_no_return(busy: Cast, period: str) -> None:
    with busy.inside(busy.nam_household, busy.nam), pytest.raises(ReturnIsNotDue):
        _prepare(busy, "01/CNKD", period)


def test_an_accountant_prepares_for_all_she_keeps(busy: Cast) -> None:
    """Lan keeps Năm's books and Tư's: Năm has a return for the quarter, Tư sold nothing; later she needs a human."""
    lan = busy.lan
    for household, owner in ((busy.nam_household, busy.nam), (busy.tu_household, busy.tu)):
        with busy.inside(household, owner):
            grant_role(org_id=household.id, person_id=lan.id, role="accountant", by=owner.id, now=NOW)
    first = prepare_returns_step(person_id=lan.id, period="2026-Q3", limit=1, now=NOW)
    assert (first.done, first.total, first.is_finished) == (1, 2, False)
    last = prepare_returns_step(person_id=lan.id, period="2026-Q3", limit=10, now=NOW)
    assert (last.done, last.total, last.refused) == (2, 2, 0)
    assert prepare_returns_step(person_id=lan.id, period="2026-Q3", limit=10, now=NOW) == last
    with busy.inside(busy.nam_household, busy.nam):
        assert [each.period for each in list_returns(org_id=busy.nam_household.id, year=2026)] == ["2026-Q3"]
    with busy.inside(busy.tu_household, busy.tu):
        assert [row.outcome for row in Preparation.objects.all()] == ["nothing_due"]
        choose_method(org_id=busy.tu_household.id, year=2026, method="income", chosen_on=TODAY, by=busy.tu.id, now=NOW)
        open_books(org_id=busy.tu_household.id, chart="household", starts_on=date(2026, 1, 1), by=busy.tu.id, now=NOW)
        line = SaleLineDraft("goods", "Chè", Dong(2_000_000_000))
        sale = SaleDraft(new_id(), date(2026, 8, 1), (line,))
        record_sales(org_id=busy.tu_household.id, sales=[sale], by=busy.tu.id, now=NOW)
    later = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
    assert prepare_returns_step(person_id=lan.id, period="2026-Q3", limit=9, now=later, since_at=later).refused == 1
    with busy.inside(busy.tu_household, busy.tu):
        year = get_return_year(org_id=busy.tu_household.id, year=2026, today=TODAY)
        assert [(each.period, bool(each.said), bool(each.remedy)) for each in year.refused] == [("2026-Q3", True, True)]


def test_a_stranger_prepares_nothing(busy: Cast) -> None:
    assert prepare_returns_step(person_id=busy.hai.id, period="2026-Q3", limit=9, now=NOW).total == 0


def test_nothing_of_a_return_is_changed_behind_its_back(busy: Cast) -> None:
    with busy.inside(busy.nam_household, busy.nam):
        kept = _prepare(busy, "01/CNKD", "2026-Q3")
        for statement in ("UPDATE taxes_return SET vat_vnd = 0", "DELETE FROM taxes_return"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    with busy.inside(busy.tu_household, busy.tu), pytest.raises(ReturnNotFound):
        get_return_beside(org_id=busy.tu_household.id, return_id=kept.id, today=TODAY)


def test_the_returns_add_up_to_the_year(busy: Cast) -> None:
    with busy.inside(busy.nam_household, busy.nam):
        _sell(busy, [(date(2026, 12, 1), "services", 33_333_333, STALL)])
        tax = get_household_year(org_id=busy.nam_household.id, year=2026)
        kept = [_prepare(busy, due.form, due.period) for due in tax.returns]
        assert sum(each.vat_vnd for each in kept) == tax.vat_vnd
        assert sum(each.pit_vnd for each in kept) == tax.pit_vnd
