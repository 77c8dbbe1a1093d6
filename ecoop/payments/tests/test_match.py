"""Matching: what is certain is matched by itself, all else waits for a person; nothing is booked twice."""

from collections.abc import Iterator

import pytest

from demo.payments import live_payments
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.queries import list_findings
from ecoop.payments.actions.match_by_hand import match_by_hand
from ecoop.payments.calc.drafts import MatchDraft
from ecoop.payments.models import Awaited, BankLine, Match
from ecoop.payments.queries.candidates import list_candidates
from ecoop.payments.queries.lines import get_line
from ecoop.payments.tests.books import MARCH_5, Shop, came, statuses
from ecoop.trade.actions.record_purchases import record_purchases
from ecoop.trade.calc import PurchaseDraft, PurchaseLineDraft
from ecoop.trade.queries.debts import OWED_TO_US, WE_OWE, list_debts
from tests.cast import Cast


@pytest.fixture
def shop(cast: Cast) -> Iterator[Shop]:
    """Stand in chú Năm's household."""
    with cast.inside(cast.nam_household, cast.nam):
        yield Shop(cast)
        assert list_findings(org_id=cast.nam_household.id) == []


def test_a_sale_paid_through_the_bank_is_confirmed_and_not_booked_again(shop: Shop) -> None:
    sale = shop.sell(45_000)
    shop.ask(sale, "EC7K2M9", 45_000)
    before = shop.entries()
    assert statuses(shop.hear(came(45_000, "MBVCB.327.EC7 K2M9 chuyen tien"))) == ["new"]
    match = Match.objects.get(org_id=shop.org_id)
    assert (match.document_id, match.amount_vnd, match.made_by, match.money_move_id) == (sale, 45_000, "itself", None)
    assert match.reasons == ["reference", "amount", "day"]
    assert shop.entries() == before


def test_money_that_comes_before_the_phone_tells_of_the_sale_is_matched_when_it_does(shop: Shop) -> None:
    shop.hear(came(45_000, "EC7K2M9"))
    assert not Match.objects.exists()
    sale = shop.sell(45_000)
    draft = shop.ask(sale, "ec7k2m9", 45_000)
    assert Match.objects.get(org_id=shop.org_id).document_id == sale
    again = shop.ask(sale, "ec7k2m9", 45_000)
    assert Awaited.objects.count() == 2
    assert draft.id != again.id
    assert Match.objects.count() == 1


def test_a_debt_is_settled_by_a_receipt_on_the_day_of_the_bank(shop: Shop) -> None:
    """
    2026-03-05 posted   Nợ 131  Có 5111   900.000   on credit
    2026-03-06 posted   Nợ 112  Có 131    900.000   by the bank
    """
    sale = shop.sell(900_000, means="credit", to="Cô Ba")
    shop.ask(sale, "ECDEBT1", 900_000)
    shop.hear(came(900_000, "ECDEBT1 tra tien che"))
    assert Match.objects.get().money_move_id is not None
    assert list_debts(org_id=shop.org_id, side=OWED_TO_US, on=MARCH_5.replace(day=31)).debts == []
    assert len(shop.entries()) == 2


@pytest.mark.parametrize(
    ("amount", "text"),
    [(44_000, "EC7K2M9"), (46_000, "EC7K2M9"), (45_000, "EC7K2M"), (45_000, "tien hang"), (-45_000, "EC7K2M9")],
)
def test_what_is_not_certain_waits_for_a_person(shop: Shop, amount: int, text: str) -> None:
    shop.ask(shop.sell(45_000), "EC7K2M9", 45_000)
    shop.hear(came(amount, text))
    assert BankLine.objects.count() == 1
    assert not Match.objects.exists()


def test_a_code_paid_twice_is_matched_once(shop: Shop) -> None:
    shop.ask(shop.sell(45_000), "EC7K2M9", 45_000)
    shop.hear(came(45_000, "EC7K2M9"), came(45_000, "EC7K2M9"))
    shop.hear(came(45_000, "EC7K2M9"))
    assert BankLine.objects.count() == 3
    assert Match.objects.count() == 1


def test_one_reference_of_two_sales_of_one_amount_is_not_guessed(shop: Shop) -> None:
    for _each in range(2):
        shop.ask(shop.sell(45_000), "EC7K2M9", 45_000)
    shop.hear(came(45_000, "EC7K2M9"))
    assert not Match.objects.exists()


def test_the_longer_reference_is_meant(shop: Shop) -> None:
    shop.ask(shop.sell(45_000), "EC7K2M9", 45_000)
    longer = shop.sell(45_000)
    shop.ask(longer, "EC7K2M98", 45_000)
    shop.hear(came(45_000, "EC7K2M98"))
    assert Match.objects.get().document_id == longer


def test_a_transfer_told_by_notice_and_statement_is_one_line(shop: Shop) -> None:
    told = came(45_000, "MBVCB.1.EC7K2M9.CT tu 999 NGUYEN VAN A", reference="FT26206000001")
    shop.hear(told)
    on_paper = came(45_000, "EC7K2M9.CT tu 999", reference="5034 - 12345", on=told.booked_on)
    paper = shop.statement()
    assert statuses(shop.hear(on_paper, paper=paper)) == ["merged"]
    assert statuses(shop.hear(on_paper, paper=paper)) == ["known"]
    assert BankLine.objects.count() == 1


def test_two_equal_transfers_of_one_statement_are_two_lines(shop: Shop) -> None:
    same = [came(20_000, "mua hang", reference=f"FT{place}00000") for place in range(2)]
    assert statuses(shop.hear(*same, paper=shop.statement())) == ["new", "new"]
    again = [came(20_000, "mua hang", reference=f"MB{place}00000") for place in range(3)]
    assert statuses(shop.hear(*again)) == ["merged", "merged", "new"]


def test_two_notices_of_one_provider_with_references_of_their_own_are_two_lines(shop: Shop) -> None:
    shop.hear(came(20_000, "mua hang", reference="FT100000"))
    assert statuses(shop.hear(came(20_000, "mua hang", reference="FT100001"))) == ["new"]


def test_a_line_that_cannot_be_is_refused_for_itself(shop: Shop) -> None:
    outcomes = shop.hear(came(1, "x", on=MARCH_5.replace(year=2027)), came(2, "y"), came(10**17, "z"))
    assert statuses(outcomes) == ["refused", "new", "refused"]


def test_what_we_owe_is_paid_by_a_line_that_goes_out(shop: Shop) -> None:
    """
    2026-03-05 posted   Nợ 156  Có 331   300.000   fertiliser on credit
    2026-03-06 posted   Nợ 331  Có 112   300.000   by the bank
    """
    line = PurchaseLineDraft("Phân bón", Dong(300_000))
    bought = PurchaseDraft(new_id(), MARCH_5, (line,), means="credit", party_name="Cửa hàng Phân Bón")
    record_purchases(purchases=[bought], **shop.act)
    shop.hear(came(-300_000, "TRA TIEN CUA HANG PHAN BON"))
    row = BankLine.objects.get()
    (found,) = list_candidates(org_id=shop.org_id, line=get_line(org_id=shop.org_id, line_id=row.id))
    assert [str(each) for each in found.reasons] == ["amount", "name", "day"]
    draft = MatchDraft(new_id(), row.id, "trade.purchase", bought.id)
    assert [each.status for each in match_by_hand(matches=[draft, draft], **shop.act)] == ["recorded", "refused"]
    assert [each.status for each in match_by_hand(matches=[draft], **shop.act)] == ["known"]
    assert list_debts(org_id=shop.org_id, side=WE_OWE, on=MARCH_5.replace(day=31)).debts == []


def test_the_household_of_the_demo_has_lines_that_match_and_lines_that_wait(shop: Shop) -> None:
    for day in range(1, 6):
        for amount in (35_000, 50_000):
            shop.sell(amount, on=MARCH_5.replace(day=day))
    act = {"seed": 7, "slug": "ho-nam", "year": 2026, **shop.act}
    # Ten sales are paid, one of them with too much; a son sends money and the bank takes a fee.
    assert live_payments(**act) == 12
    assert live_payments(**act) == 0
    # The fourth paid too much and the sixth lost its reference: eight are certain.
    assert (BankLine.objects.count(), Match.objects.count()) == (12, 8)
