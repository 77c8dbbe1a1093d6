"""The pages of days' ends: the five questions, the comparison with the books, and what is booked."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.kernel.dong import Dong
from ecoop.kernel.walls import inside_organisation
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.queries import list_findings, sum_balance
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.sync import models
from ecoop.sync.actions.register_device import register_device
from ecoop.sync.queries.day_end_pages import get_day_end_view
from ecoop.sync.tests.conftest import NOW, TODAY, Phone, a_phone, statuses
from ecoop.taxes.actions.choose_method import choose_method
from ecoop.trade.actions.record_expenses import record_expenses
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import ExpenseDraft, SaleDraft, SaleLineDraft
from ecoop.trade.models import MoneyMove
from ecoop.vouchers.actions.take_back_voucher import take_back_voucher
from ecoop.vouchers.models import Voucher
from tests.cast import Cast


def day_end(phone: Phone, *, counted: int, expected: int, before: int = 100_000, on: date = TODAY) -> dict[str, Any]:
    """Count the cash on a phone."""
    means = {"cash": expected - before, "bank": 0, "credit": 0}
    said = {"cash_before_vnd": before, "expected_vnd": expected, "counted_vnd": counted, "by_means": means}
    return phone.event("trade.day", {"on": on.isoformat(), "text": "Đếm tối", **said})


@pytest.fixture
def stage(cast: Cast) -> Phone:
    """Chú Năm sold for 250.000 in cash and counts 300.000 where 100.000 + 250.000 should be: 50.000 are missing."""
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        open_books(org_id=household.id, chart="household", starts_on=date(2026, 1, 1), by=cast.nam.id, now=NOW)
        phone = a_phone(cast)
        phone.send(phone.sale(250_000), day_end(phone, counted=300_000, expected=350_000))
    return phone


def count_id(phone: Phone) -> UUID:
    return UUID(next(each["id"] for each in phone.sent if each["kind"] == "trade.day"))


def at(phone: Phone, name: str) -> str:
    """Give the address of a page of the phone's count."""
    return reverse(f"sync:{name}", args=[phone.acting.org_slug, count_id(phone)])


def by_income(cast: Cast, phone: Phone) -> None:
    """Let the household sell for more than the law exempts and pay by its income, so that it keeps the book S2e."""
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        sold = phone.sale(2_000_000_000, means="bank", sold_on="2026-03-05")
        spent = {"spent_on": "2026-03-05", "group": "bought_services", "amount_vnd": 1_000_000, "means": "bank"}
        assert statuses(phone.send(sold, phone.event("trade.expense", spent))) == ["recorded", "recorded"]
        choose_method(
            org_id=cast.nam_household.id, year=2026, method="income", chosen_on=TODAY, by=cast.nam.id, now=NOW
        )


def test_the_five_questions(cast: Cast, stage: Phone, django_assert_max_num_queries: Any) -> None:
    nam, tu, visitor = cast.client(cast.nam), cast.client(cast.tu), Client()
    pages = {"list": reverse("sync:day-ends", args=[stage.acting.org_slug]), "one": at(stage, "day-end")}
    for path in pages.values():
        with django_assert_max_num_queries(60):
            assert nam.get(path).status_code == 200
        assert nam.post(path).status_code == 405
        assert visitor.get(path).status_code == 302
        assert tu.get(path).status_code == 404
        assert cast.client(cast.someone(cast.nam_household, "officer")).get(path).status_code == 403
    for name in ("day-end-booking", "day-end-note"):
        path = at(stage, name)
        assert nam.get(path).status_code == 405
        assert visitor.post(path).status_code == 302
        assert tu.post(path).status_code == 404
        assert cast.client(cast.someone(cast.nam_household, "seller")).post(path).status_code == 403
    assert nam.get(reverse("sync:day-end", args=[stage.acting.org_slug, uuid4()])).status_code == 404


def test_the_list_shows_the_difference_first_and_is_narrowed(cast: Cast, stage: Phone) -> None:
    nam, path = cast.client(cast.nam), reverse("sync:day-ends", args=[stage.acting.org_slug])
    page = nam.get(path).content.decode()
    for words in ("06/03/2026", "-50.000", "350.000", "300.000", "Đếm tối", "Điện thoại của chú Năm", "Trần Văn Năm"):
        assert words in page, words
    assert page.index("-50.000") < page.index("350.000")
    assert "06/03/2026" in nam.get(path + "?month=2026-03&only=differing").content.decode()
    empty = nam.get(path + "?month=2026-02").content.decode()
    assert "06/03/2026" not in empty
    assert path in empty
    excel = nam.get(path + "?format=xlsx")
    assert excel["Content-Type"].endswith("sheet")
    assert excel.getvalue()[:2] == b"PK"


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    page = cast.client(cast.nam).get(reverse("sync:day-ends", args=[cast.nam_household.slug])).content.decode()
    assert "/app/" in page


def test_what_the_desk_records_later_explains_the_difference(cast: Cast, stage: Phone) -> None:
    """
    Before 100.000; sold 250.000; the desk adds an expense of 50.000 that the phone did not know: 300.000 by the books.
    """
    nam = cast.client(cast.nam)
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        draft = ExpenseDraft(uuid4(), TODAY, "bought_services", 50_000, means="cash", text="Tiền điện")
        record_expenses(org_id=cast.nam_household.id, expenses=[draft], by=cast.nam.id, now=NOW)
    page = nam.get(at(stage, "day-end")).content.decode()
    assert "Tiền điện" in page
    assert "-50.000" in page
    by_income(cast, stage)
    answer = nam.post(at(stage, "day-end-booking"), {"shown_vnd": "-50000", "text": "Thiếu"})
    assert answer.status_code == 422
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert not models.DayEndSettlement.objects.exists()
        assert not MoneyMove.objects.exists()


def test_a_household_without_a_book_of_money_only_notes(cast: Cast, stage: Phone) -> None:
    nam = cast.client(cast.nam)
    assert "S2e-HKD" in nam.get(at(stage, "day-end")).content.decode()
    refused = nam.post(at(stage, "day-end-booking"), {"shown_vnd": "-50000", "text": "Thiếu"})
    assert refused.status_code == 422
    assert "S2e-HKD" in refused.content.decode()
    for _again in range(2):
        assert nam.post(at(stage, "day-end-note"), {"text": "Cháu lấy mua kẹo"}).status_code == 302
    assert "Cháu lấy mua kẹo" in nam.get(at(stage, "day-end")).content.decode()
    assert nam.post(at(stage, "day-end-note"), {"text": "Khác"}).status_code == 422
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        assert models.DayEndSettlement.objects.get().how == "noted"
        assert not MoneyMove.objects.exists()
        assert list_findings(org_id=cast.nam_household.id) == []


def test_a_household_that_keeps_the_book_of_money_books_once(cast: Cast, stage: Phone) -> None:
    """
    Nợ 111 Có 511 250.000 (sale); Nợ 411 Có 111 50.000: the owner took it out. Cash: 200.000 in the books of the day.
    """
    by_income(cast, stage)
    nam = cast.client(cast.nam)
    for _again in range(2):
        assert nam.post(at(stage, "day-end-booking"), {"shown_vnd": "-50000", "text": "Thiếu"}).status_code == 302
    assert nam.post(at(stage, "day-end-booking"), {"shown_vnd": "-40000", "text": "Thiếu"}).status_code == 302
    household = cast.nam_household
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        move = MoneyMove.objects.get()
        assert (move.rule, move.total_vnd, move.moved_on) == ("owner-takes-out", 50_000, TODAY)
        assert sum_balance(org_id=household.id, codes=["111"], before_on=date(2026, 3, 7)) == 200_000
        assert list_findings(org_id=household.id) == []
    page = nam.get(at(stage, "day-end")).content.decode()
    assert reverse("trade:money-move", args=[household.slug, move.id]) in page


def test_a_cooperative_books_by_its_own_rule(cast: Cast) -> None:
    """
    Counted 120.000 where 100.000 were before and nothing moved: Nợ 1111 Có 338 20.000 (TK 338).
    """
    coop = cast.coop
    with inside_organisation(org_id=coop.id, person_id=cast.lan.id):
        open_books(org_id=coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=NOW)
        acting = cast.acting(cast.lan, coop)
        made = register_device(acting=acting, device_id=uuid4(), name="Điện thoại thủ quỹ", now=NOW)
        phone = Phone(acting, made.device_id, made.key)
        phone.send(day_end(phone, counted=120_000, expected=100_000))
    lan = cast.client(cast.lan)
    assert "TK 338" in lan.get(at(phone, "day-end")).content.decode()
    for _again in range(2):
        assert lan.post(at(phone, "day-end-booking"), {"shown_vnd": "20000", "text": "Thừa"}).status_code == 302
    with inside_organisation(org_id=coop.id, person_id=cast.lan.id):
        assert Voucher.objects.get().rule == "money-over"
        assert sum_balance(org_id=coop.id, codes=["1111"], before_on=date(2026, 3, 7)) == 20_000
        assert list_findings(org_id=coop.id) == []


@pytest.fixture
def over(cast: Cast) -> Phone:
    """The cooperative's treasurer counted 120.000 where 100.000 were before and nothing moved."""
    coop = cast.coop
    with inside_organisation(org_id=coop.id, person_id=cast.lan.id):
        open_books(org_id=coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=NOW)
        made = register_device(acting=cast.acting(cast.lan, coop), device_id=uuid4(), name="Máy thủ quỹ", now=NOW)
        phone = Phone(cast.acting(cast.lan, coop), made.device_id, made.key)
        phone.send(day_end(phone, counted=120_000, expected=100_000))
    return phone


def test_a_booking_that_was_taken_back_is_made_anew(cast: Cast, over: Phone) -> None:
    """
    06/03 Nợ 1111 Có 338 20.000 · 09/03 the same in red · 06/03 Nợ 1111 Có 338 20.000 anew: 20.000 in the end.
    """
    coop, lan, path = cast.coop, cast.client(cast.lan), at(over, "day-end-booking")
    once = {"shown_vnd": "20000", "text": "Thừa", "attempt": "1"}
    assert lan.post(path, once).status_code == 302
    with inside_organisation(org_id=coop.id, person_id=cast.lan.id):
        back = {"entry_on": date(2026, 3, 9), "reason": "Ghi nhầm ngày", "by": cast.lan.id, "now": NOW}
        red = take_back_voucher(org_id=coop.id, voucher_id=Voucher.objects.get().id, **back)
        assert sum_balance(org_id=coop.id, codes=["1111"], before_on=date(2026, 3, 10)) == 0
    page = lan.get(at(over, "day-end")).content.decode()
    assert "09/03/2026" in page
    assert reverse("ledger:entry", args=[coop.slug, red.label]) in page
    assert 'name="attempt" value="2"' in page
    listed = lan.get(reverse("sync:day-ends", args=[coop.slug])).content.decode()
    assert "bg-yellow-lt" in listed
    # The page of before is open in another window: its button books nothing.
    assert lan.post(path, once).status_code == 422
    for _again in range(2):
        assert lan.post(path, {**once, "attempt": "2", "text": "Thừa, ghi lại"}).status_code == 302
    page = lan.get(at(over, "day-end")).content.decode()
    assert "Thừa, ghi lại" in page
    assert "09/03/2026" in page
    assert 'name="attempt"' not in page
    with inside_organisation(org_id=coop.id, person_id=cast.lan.id):
        assert [each.total_vnd for each in Voucher.objects.all()] == [20_000, 20_000]
        kept = models.DayEndSettlement.objects.order_by("attempt").values_list("attempt", "difference_vnd")
        assert list(kept) == [(1, 20_000), (2, 20_000)]
        assert sum_balance(org_id=coop.id, codes=["1111"], before_on=date(2026, 3, 10)) == 20_000
        assert list_findings(org_id=coop.id) == []


def test_a_booking_that_was_taken_back_may_be_noted_instead_or_explained(cast: Cast, stage: Phone) -> None:
    """
    06/03 Nợ 411 Có 111 50.000, taken back on 08/03; neither explains anything on a later day: nothing is missing then.
    """
    by_income(cast, stage)
    household, nam = cast.nam_household, cast.client(cast.nam)
    assert nam.post(at(stage, "day-end-booking"), {"shown_vnd": "-50000", "text": "Thiếu"}).status_code == 302
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        move = MoneyMove.objects.get()
        entry_id = find_entry_id(org_id=household.id, document_kind="trade.money-move", document_id=move.id)
        assert entry_id is not None
        given = {"entry_on": date(2026, 3, 7), "reason": "Tìm thấy tiền", "by": cast.nam.id, "now": NOW}
        reverse_entry(org_id=household.id, entry_id=entry_id, **given)
        late = day_end(stage, counted=300_000, expected=300_000, before=300_000, on=date(2026, 3, 7))
        stage.send(late)
        view = get_day_end_view(org_id=household.id, day_end_id=UUID(late["id"]))
        assert view.compared is not None
        assert view.compared.difference_vnd == 0
    answer = nam.get(f"/api/o/{household.slug}/sync/day-ends/{count_id(stage)}").json()
    assert (answer["day_end"]["settled"], answer["settled"]["taken_back_on"]) == ("taken_back", "2026-03-07")
    assert answer["books"]["difference_vnd"] == -50_000
    for _again in range(2):
        assert nam.post(at(stage, "day-end-note"), {"text": "Rơi dưới quầy"}).status_code == 302
    assert nam.post(at(stage, "day-end-note"), {"text": "Khác"}).status_code == 422
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        assert [each.how for each in models.DayEndSettlement.objects.order_by("attempt")] == ["booked", "noted"]
        assert list_findings(org_id=household.id) == []


def test_days_nobody_counted_and_what_moved_between_counts_are_told(cast: Cast, stage: Phone) -> None:
    """
    Counted 300.000 on the 6th; on the 9th the box begins with 250.000; sold 40.000 on the 8th: 290.000 should be there.
    """
    with inside_organisation(org_id=cast.nam_household.id, person_id=cast.nam.id):
        late = day_end(stage, counted=290_000, expected=290_000, before=250_000, on=date(2026, 3, 7))
        stage.send(stage.sale(40_000, sold_on="2026-03-07"), late)
    page = cast.client(cast.nam).get(reverse("sync:day-end", args=[stage.acting.org_slug, late["id"]])).content.decode()
    assert "-50.000" in page
    assert "290.000" in page
    assert "badge bg-green" in page


def test_where_others_have_a_box_of_their_own_the_phones_difference_is_booked(cast: Cast, stage: Phone) -> None:
    """
    The desk sold 30.000 into a drawer of its own: 80.000 are missing to the books, 50.000 to what the phone expected.
    """
    by_income(cast, stage)
    household, nam = cast.nam_household, cast.client(cast.nam)
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        line = SaleLineDraft(sector="goods", name="Chè", amount_vnd=Dong(30_000))
        draft = SaleDraft(id=uuid4(), sold_on=TODAY, lines=(line,))
        record_sales(org_id=household.id, sales=[draft], by=cast.nam.id, now=NOW)
    page = nam.get(at(stage, "day-end")).content.decode()
    assert 'value="-80000"' in page
    assert 'value="-50000"' in page
    assert nam.post(at(stage, "day-end-booking"), {"shown_vnd": "-60000", "text": "Thiếu"}).status_code == 422
    assert nam.post(at(stage, "day-end-booking"), {"shown_vnd": "-50000", "text": "Thiếu"}).status_code == 302
    with inside_organisation(org_id=household.id, person_id=cast.nam.id):
        assert MoneyMove.objects.get().total_vnd == 50_000
        assert list_findings(org_id=household.id) == []
