"""What opening balances were in foreign money: on the page, within the balance, before anything rests on it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_balances import open_balances
from ecoop.ledger.calc.openings import OpeningLine
from ecoop.vouchers import errors
from ecoop.vouchers.actions.record_currency import record_currency_move, record_rate
from ecoop.vouchers.actions.record_currency_opening import record_currency_opening
from ecoop.vouchers.calc.currency import CurrencyDraft, Position
from ecoop.vouchers.calc.stock import Pool
from ecoop.vouchers.queries.currency import sum_currencies
from ecoop.vouchers.tests.office import STARTS_ON, OfficeStage
from tests.cast import BEGAN_AT

PATH = reverse("vouchers:currency-openings", args=["htx-tan-cuong"])
ON = STARTS_ON - timedelta(days=1)
MARCH = date(STARTS_ON.year, 3, 10)
USD, EUR = Position("1122", "USD", None), Position("1122", "EUR", None)


@dataclass
class Opened:
    """The office whose books began with 25.000.000 in currency at the bank, and 10.000.000 owed for power."""

    office: OfficeStage

    def inside(self) -> Any:
        return self.office.cast.inside(self.office.cast.coop, self.office.cast.lan)

    def say(self, position: Position, amount: str, vnd: int, document_id: UUID | None = None) -> None:
        with self.inside():
            record_currency_opening(
                position=position, amount=Decimal(amount), amount_vnd=Dong(vnd), document_id=document_id or new_id(),
                org_id=self.office.cast.coop.id, by=self.office.cast.lan.id, now=BEGAN_AT,
            )  # fmt: skip

    def stands(self, on: date = ON) -> dict[Position, Pool]:
        with self.inside():
            return sum_currencies(org_id=self.office.cast.coop.id, until_on=on)


@pytest.fixture
def opened(office: OfficeStage) -> Opened:
    lines = [
        OpeningLine("1122", debit_vnd=Dong(25_000_000)),
        OpeningLine("331", credit_vnd=Dong(10_000_000), party_id=office.power),
        OpeningLine("4118", credit_vnd=Dong(15_000_000)),
    ]
    with office.cast.inside(office.cast.coop, office.cast.lan):
        open_balances(org_id=office.cast.coop.id, opening_id=new_id(), lines=lines, by=office.cast.lan.id, now=BEGAN_AT)
    return Opened(office)


@pytest.fixture
def lan(opened: Opened) -> Client:
    return opened.office.cast.client(opened.office.cast.lan)


def filled(**more: str) -> dict[str, str]:
    return {"id": str(new_id()), "balance": "1122", "currency": "usd", "amount": "1000", "dong_vnd": "", **more}


def test_a_balance_is_two_currencies_and_the_last_word_holds(opened: Opened) -> None:
    """25.000.000 are 800 USD for 20.000.000 and 180 EUR for 5.000.000; first they were taken for 1.000 USD."""
    first = new_id()
    opened.say(USD, "1000", 25_000_000, first)
    opened.say(USD, "1000", 25_000_000, first)
    with pytest.raises(errors.CurrencyMoveDiffers):
        opened.say(USD, "999", 25_000_000, first)
    with pytest.raises(errors.CurrencyOpeningPasses):
        opened.say(EUR, "180", 5_000_000)
    opened.say(USD, "800", 20_000_000)
    opened.say(EUR, "180", 5_000_000)
    assert opened.stands() == {USD: Pool(Decimal(800), Dong(20_000_000)), EUR: Pool(Decimal(180), Dong(5_000_000))}
    opened.say(EUR, "0", 0)
    assert list(opened.stands()) == [USD]


def test_a_debt_stands_on_its_own_side(opened: Opened) -> None:
    owed = Position("331", "USD", opened.office.power)
    with pytest.raises(errors.CurrencyOpeningPasses):
        opened.say(owed, "400", 10_000_000)
    opened.say(owed, "-400", -10_000_000)
    assert opened.stands() == {owed: Pool(Decimal(-400), Dong(-10_000_000))}


def test_what_is_refused(opened: Opened) -> None:
    for position, amount, vnd in ((USD, "1", 0), (USD, "0", 1), (USD, "1", -1), (Position("1122", "Đô", None), "1", 1)):
        with pytest.raises(errors.CurrencySaysNothing):
            opened.say(position, amount, vnd)
    # Nothing stands on 1112, nobody else is owed, and stock is no money.
    for position in (Position("1112", "USD", None), Position("331", "USD", None), Position("156", "USD", None)):
        with pytest.raises(errors.CurrencyOpeningPasses):
            opened.say(position, "1", 1)


def test_what_entries_rest_on_is_not_said_otherwise(opened: Opened) -> None:
    """400 USD are moved to the box at the average of 25.000: another opening would change it."""
    opened.say(USD, "1000", 25_000_000)
    coop, lan = opened.office.cast.coop.id, opened.office.cast.lan.id
    facts = {"to": "cash", "from": "bank"}
    draft = CurrencyDraft(new_id(), MARCH, "moved", "USD", Decimal(400), facts, "Rút ngoại tệ")
    with opened.inside():
        record_rate(
            org_id=coop, currency="USD", rate_on=MARCH, rate=Decimal(26_000), bank_name="VCB", source="", by=lan,
            now=BEGAN_AT,
        )  # fmt: skip
        record_currency_move(org_id=coop, draft=draft, by=lan, now=BEGAN_AT)
    assert opened.stands(MARCH)[USD] == Pool(Decimal(600), Dong(15_000_000))
    with pytest.raises(errors.CurrencyOpeningIsUsed):
        opened.say(USD, "900", 25_000_000)


def test_five_questions(opened: Opened, lan: Client, client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(25):
        assert lan.get(PATH).status_code == 200
    assert lan.delete(PATH).status_code == 405
    assert client.get(PATH).status_code == 302
    cast = opened.office.cast
    assert cast.client(cast.tu).get(PATH).status_code == 404
    assert cast.client(cast.hai).get(PATH).status_code == 403


def test_lan_says_it_on_the_page(opened: Opened, lan: Client) -> None:
    assert lan.post(PATH, filled(amount="")).status_code == 422
    assert lan.post(PATH, filled(dong_vnd="26000000")).status_code == 422
    assert lan.post(PATH, filled()).status_code == 302
    assert lan.post(PATH, filled(balance=f"331.{opened.office.power}", amount="400")).status_code == 302
    assert sorted(pool.amount_vnd for pool in opened.stands().values()) == [-10_000_000, 25_000_000]
    page = lan.get(PATH).content.decode()
    assert "Điện lực Thái Nguyên" in page
    assert "1.000" in page
    leads = (
        reverse("vouchers:currencies", args=["htx-tan-cuong"]),
        reverse("vouchers:openings", args=["htx-tan-cuong"]),
    )
    assert all(PATH in lan.get(path).content.decode() for path in leads)


def test_without_openings_the_page_says_what_to_do(office: OfficeStage) -> None:
    page = office.cast.client(office.cast.lan).get(PATH)
    assert page.status_code == 200
    assert reverse("vouchers:openings", args=["htx-tan-cuong"]) in page.content.decode()
