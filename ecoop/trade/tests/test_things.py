"""Products, places of business and bank accounts: what holds now, what was, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.lawbook import queries as lawbook
from ecoop.trade.actions.change_place import change_place
from ecoop.trade.actions.change_product import change_product
from ecoop.trade.actions.close_bank_account import close_bank_account
from ecoop.trade.actions.close_place import close_place
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.actions.record_places import record_places
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.retire_product import retire_product
from ecoop.trade.calc import BankAccountDraft, PlaceDraft, ProductDraft, notice_due_on
from ecoop.trade.models import ProductVersion
from ecoop.trade.queries import get_product, list_bank_accounts, list_places, list_products
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
MARCH_5 = date(2026, 3, 5)
TEA = ProductDraft(new_id(), "Chè búp", "goods", code="CB", unit="kg", price_vnd=Dong(350_000), is_vat_cut=True)


@pytest.fixture
def nam(cast: Cast) -> Iterator[Cast]:
    """Stand in chú Năm's household."""
    with cast.inside(cast.nam_household, cast.nam):
        yield cast


def products(cast: Cast, *drafts: ProductDraft) -> list[str]:
    outcomes = record_products(org_id=cast.nam_household.id, products=list(drafts), by=cast.nam.id, now=NOW)
    return [each.refusal.code if each.refusal else each.status for each in outcomes]


def places(cast: Cast, *names: str) -> list[PlaceDraft]:
    drafts = [PlaceDraft(new_id(), name, MARCH_5) for name in names]
    record_places(org_id=cast.nam_household.id, places=drafts, by=cast.nam.id, now=NOW)
    return drafts


def test_a_product_is_recorded_once_and_changed_by_versions(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    assert products(nam, TEA, TEA) == ["recorded", "known"]
    dearer = replace(TEA, price_vnd=Dong(400_000))
    for _again in range(2):
        change_product(org_id=org_id, product=dearer, by=by, now=LATER)
    assert ProductVersion.objects.count() == 2
    assert [(each.name, each.price_vnd, each.is_vat_cut) for each in list_products(org_id=org_id)] == [
        ("Chè búp", 400_000, True)
    ]


def test_a_product_out_of_sale_is_kept_for_its_documents(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    products(nam, TEA)
    retire_product(org_id=org_id, product_id=TEA.id, by=by, now=LATER)
    assert list_products(org_id=org_id) == []
    assert get_product(org_id=org_id, product_id=TEA.id).is_retired
    with pytest.raises(Refusal, match="Chè búp"):
        retire_product(org_id=org_id, product_id=TEA.id, by=by, now=LATER)
    with pytest.raises(Refusal, match="Chè búp"):
        change_product(org_id=org_id, product=TEA, by=by, now=LATER)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "trade.name-is-missing"),
        ({"price_vnd": Dong(-1)}, "trade.amount-is-negative"),
        ({"price_vnd": Dong(2**63)}, "ledger.amount-is-too-large"),
        ({"sector": "stars"}, "trade.choice-is-unknown"),
        ({"sector": "digital_content"}, "trade.sector-has-no-vat-cut"),
        ({"sector": "real_estate_lease"}, "trade.sector-has-no-vat-cut"),
        ({}, "trade.product-code-is-taken"),
    ],
)
def test_a_bad_product_is_refused_and_the_rest_goes_on(nam: Cast, change: dict, code: str) -> None:
    wrong = replace(TEA, id=new_id(), **change)
    good = replace(TEA, id=new_id(), code="")
    assert products(nam, TEA, wrong, good) == ["recorded", code, "recorded"]


def test_the_first_place_is_the_head_office_and_another_may_take_over(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    shop, stall = places(nam, "Cửa hàng", "Sạp chợ")
    assert [(each.name, each.is_head_office) for each in list_places(org_id=org_id)] == [
        ("Cửa hàng", True),
        ("Sạp chợ", False),
    ]
    change_place(org_id=org_id, place=replace(stall, is_head_office=True), by=by, now=LATER)
    assert [(each.name, each.is_head_office) for each in list_places(org_id=org_id)] == [
        ("Sạp chợ", True),
        ("Cửa hàng", False),
    ]
    with pytest.raises(Refusal) as refused:
        change_place(org_id=org_id, place=stall, by=by, now=LATER)
    assert refused.value.code == "trade.head-office-is-missing"
    with pytest.raises(Refusal) as refused:
        close_place(org_id=org_id, place_id=stall.id, closed_on=MARCH_5, by=by, now=LATER)
    assert refused.value.code == "trade.head-office-is-missing"
    with pytest.raises(Refusal) as refused:
        close_place(org_id=org_id, place_id=shop.id, closed_on=date(2026, 3, 4), by=by, now=LATER)
    assert refused.value.code == "trade.closes-before-it-opened"
    close_place(org_id=org_id, place_id=shop.id, closed_on=date(2026, 4, 1), by=by, now=LATER)
    with pytest.raises(Refusal, match="01/04/2026"):
        close_place(org_id=org_id, place_id=shop.id, closed_on=date(2026, 4, 1), by=by, now=LATER)


def test_a_bank_account_is_recorded_once_and_shown_masked(nam: Cast) -> None:
    org_id, by = nam.nam_household.id, nam.nam.id
    account = BankAccountDraft(new_id(), "Agribank", "3100205123456")
    again = replace(account, id=new_id())
    outcomes = record_bank_accounts(org_id=org_id, accounts=[account, account, again], by=by, now=NOW)
    assert [each.status for each in outcomes] == ["recorded", "known", "refused"]
    (held,) = list_bank_accounts(org_id=org_id)
    assert held.label == "Agribank •••• 3456"
    close_bank_account(org_id=org_id, account_id=account.id, closed_on=MARCH_5, by=by, now=LATER)
    with pytest.raises(Refusal) as refused:
        close_bank_account(org_id=org_id, account_id=account.id, closed_on=MARCH_5, by=by, now=LATER)
    assert refused.value.code == "trade.bank-account-is-closed"


@pytest.mark.parametrize(
    ("opened_on", "due_on"),
    [
        # Thursday 5 March: the 6th is the first of ten working days, the 19th the tenth.
        (date(2026, 3, 5), date(2026, 3, 19)),
        # Monday 20 April: the kings' day (27 April, for the Sunday before), 30 April and 1 May are days off.
        # 21 22 23 24 | 28 29 | 4 5 6 7 May.
        (date(2026, 4, 20), date(2026, 5, 7)),
    ],
)
def test_a_new_place_is_announced_within_ten_working_days(opened_on: date, due_on: date) -> None:
    assert notice_due_on(opened_on=opened_on, law=lawbook.on(opened_on)) == due_on
