"""Opening balances: equal on both sides, opening and no turnover, replaceable until a month is closed."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.ledger import errors
from ecoop.ledger.actions.add_accounts import add_detail_account, choose_accounts
from ecoop.ledger.actions.close_period import close_period
from ecoop.ledger.actions.open_balances import open_balances, replace_balances
from ecoop.ledger.calc.openings import OpeningLine, entries_of_openings, suspect_lines
from ecoop.ledger.queries import get_entry, list_accounts, list_party_balances, list_trial_balance
from ecoop.ledger.queries.openings import list_opening_lines, list_proposals
from ecoop.ledger.queries.pages import get_trial_balance
from ecoop.ledger.tests.conftest import TestBooks

BOUNDARY = date(2025, 12, 31)
LAW = lawbook.on(date(2026, 1, 1))
AN, BINH, TEA = new_id(), new_id(), new_id()


def debit(account: str, amount: int, **more: object) -> OpeningLine:
    return OpeningLine(account, debit_vnd=Dong(amount), **more)


def credit(account: str, amount: int, **more: object) -> OpeningLine:
    return OpeningLine(account, credit_vnd=Dong(amount), **more)


# The pencil: 30 + 120 + 40 + 15 + 200 = 405 on the left; 25 + 60 + 300 + 20 = 405 on the right; 007 stands alone.
LINES = [
    debit("1111", 30_000_000),
    debit("1121", 120_000_000),
    debit("156", 40_000_000, item_id=TEA, quantity=Decimal(400)),
    debit("131", 15_000_000, party_id=AN),
    debit("2111", 200_000_000),
    credit("331", 25_000_000, party_id=BINH),
    credit("2141", 60_000_000),
    credit("4118", 300_000_000),
    credit("4211", 20_000_000),
    debit("007", 1_000, quantity=Decimal(1_000)),
]


def put(books: TestBooks, lines: list[OpeningLine], opening_id=None):
    return open_balances(
        org_id=books.org_id, opening_id=opening_id or new_id(), lines=lines, by=books.keeper.id, now=books.now
    )


def test_openings_are_opening_and_no_turnover(coop_books: TestBooks) -> None:
    """
    2025-12-31  Nợ 1111 30, 1121 120, 156 40, 131 (An) 15, 2111 200 / Có 331 (Bình) 25, 2141 60, 4118 300, 4211 20
    2026-03-05  Nợ 1111 Có 131  5
    """
    put(coop_books, LINES)
    coop_books.post(coop_books.draft(("1111", "131", 5_000_000)))
    balance = get_trial_balance(org_id=coop_books.org_id, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31))
    assert balance.opening == (405_000_000, 405_000_000)
    assert balance.turnover == (5_000_000, 5_000_000)
    rows = {row.code: row for row in balance.rows}
    assert (rows["1111"].opening.debit_vnd, rows["1111"].closing.debit_vnd) == (30_000_000, 35_000_000)
    assert rows["4118"].opening.credit_vnd == 300_000_000
    assert [row.code for row in balance.off_balance] == ["007"]
    parties = list_party_balances(org_id=coop_books.org_id, codes=("131", "331"), until_on=BOUNDARY)
    assert {(each.account, each.party_id): each.balance_vnd for each in parties} == {
        ("131", AN): 15_000_000,
        ("331", BINH): -25_000_000,
    }


def test_the_same_opening_again_is_known(coop_books: TestBooks) -> None:
    opening = new_id()
    first = put(coop_books, LINES, opening)
    with override("ar"):
        again = put(coop_books, list(reversed(LINES)), opening)
    assert [(each.label, True) for each in first] == [(each.label, each.was_posted_before) for each in again]
    assert {get_entry(org_id=coop_books.org_id, entry_id=each.entry_id).entry_on for each in first} == {BOUNDARY}
    with pytest.raises(errors.OpeningsStand):
        put(coop_books, LINES)


def test_a_difference_is_told_with_the_line_that_explains_it(coop_books: TestBooks) -> None:
    """Without the 15 million of An the credits are 15 million more; 20 million on the wrong side make 40."""
    without = [line for line in LINES if line.account != "131"]
    with pytest.raises(errors.OpeningsDiffer) as refused:
        put(coop_books, without)
    assert refused.value.facts["difference_vnd"] == 15_000_000
    wrong = [*LINES[:-2], debit("4211", 20_000_000)]
    with override("en"), pytest.raises(errors.OpeningsDiffer) as refused:
        put(coop_books, wrong)
    assert refused.value.facts["difference_vnd"] == 40_000_000
    assert "4211" in refused.value.remedy_text
    with override("en"), pytest.raises(errors.OpeningsDiffer) as refused:
        put(coop_books, [debit("1111", 540), credit("4118", 450)])
    assert "changed places" in refused.value.remedy_text
    with pytest.raises(errors.OpeningsEmpty):
        put(coop_books, [debit("1111", 0)])
    with pytest.raises(errors.AccountNotPostable):
        put(coop_books, [debit("111", 5), credit("4118", 5)])


def test_a_balance_below_zero_stands_on_the_other_side(coop_books: TestBooks) -> None:
    """A loss is printed as 421 credit (7); it is a debit of 7."""
    put(coop_books, [debit("1111", 93), credit("4118", 100), credit("4211", -7)])
    lines = {line.code: line for line in list_trial_balance(
        org_id=coop_books.org_id, from_on=date(2026, 1, 1), until_on=date(2026, 1, 1)
    )}  # fmt: skip
    assert (lines["4211"].opening_vnd, lines["1111"].opening_vnd) == (7, 93)


def test_openings_are_replaced_until_a_month_is_closed(coop_books: TestBooks) -> None:
    put(coop_books, LINES)
    other = [debit("1111", 10), credit("4118", 10)]
    given = {"org_id": coop_books.org_id, "lines": other, "by": coop_books.keeper.id, "now": coop_books.now}
    with pytest.raises(errors.ReasonMissing):
        replace_balances(opening_id=new_id(), reason=" ", **given)
    opening = new_id()
    replace_balances(opening_id=opening, reason="Nhầm cột", **given)
    replace_balances(opening_id=opening, reason="Nhầm cột", **given)
    kept = list_opening_lines(org_id=coop_books.org_id, on=BOUNDARY)
    assert [(line.account, line.debit_vnd, line.credit_vnd) for line in kept] == [("1111", 10, 0), ("4118", 0, 10)]
    balance = get_trial_balance(org_id=coop_books.org_id, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31))
    assert (balance.opening, balance.turnover) == ((10, 10), (0, 0))
    close_period(org_id=coop_books.org_id, month=date(2026, 1, 1), by=coop_books.keeper.id, now=coop_books.now)
    with pytest.raises(errors.PeriodIsClosed):
        replace_balances(opening_id=new_id(), reason="Muộn", **given)


def test_nothing_else_stands_before_the_books(coop_books: TestBooks) -> None:
    with pytest.raises(errors.EntryBeforeBooks):
        coop_books.post(coop_books.draft(("1111", "4118", 1), on=BOUNDARY))
    early = coop_books.draft(("1111", "0", 1), on=date(2025, 12, 30))._replace(document_kind="ledger.opening")
    with pytest.raises(errors.EntryBeforeBooks):
        coop_books.post(early)


def test_a_detail_account_takes_the_place_of_its_parent(coop_books: TestBooks) -> None:
    given = {"org_id": coop_books.org_id, "name_en": "", "by": coop_books.keeper.id, "now": coop_books.now}
    for _time in range(2):
        add_detail_account(parent="1121", code="1121.01", name_vi="Agribank 8600", **given)
    add_detail_account(parent="1121", code="1121.02", name_vi="Co-opBank", **given)
    put(coop_books, [debit("1121.01", 60), debit("1121.02", 40), credit("4118", 100)])
    accounts = {account.code: account for account in list_accounts(org_id=coop_books.org_id)}
    assert (accounts["1121"].is_postable, accounts["1121.01"].is_postable) == (False, True)
    assert (accounts["1121.01"].type, accounts["1121.01"].normal) == ("asset", "debit")
    with pytest.raises(errors.AccountHasPostings):
        add_detail_account(parent="1121.01", code="1121.01.A", name_vi="Tiền gửi A", **given)
    with pytest.raises(errors.AccountExists):
        add_detail_account(parent="1121", code="1121.01", name_vi="Khác", **given)
    with pytest.raises(errors.DetailUnfit):
        add_detail_account(parent="1121", code="1122.1", name_vi="Khác", **given)
    with pytest.raises(errors.DetailUnfit):
        add_detail_account(parent="1121", code="1121.03", name_vi=" ", **given)
    with pytest.raises(errors.AccountUnknown):
        add_detail_account(parent="9999", code="9999.1", name_vi="Khác", **given)
    with pytest.raises(errors.AccountNotPostable):
        coop_books.post(coop_books.draft(("1121", "4118", 1)))


def test_what_changed_its_meaning_is_asked_and_choices_are_remembered(coop_books: TestBooks) -> None:
    def ask() -> dict[str, tuple[str, str]]:
        found = list_proposals(org_id=coop_books.org_id, old_codes={"1111", "4212", "1388", "442"}, law=LAW)
        return {code: (each.code, each.mark) for code, each in found.items()}

    assert ask() == {"1111": ("1111", "U"), "4212": ("", "R"), "1388": ("", "U"), "442": ("", "R")}
    chosen = {"4212": "4211", "1388": "138"}
    choose_accounts(org_id=coop_books.org_id, chosen=chosen, by=coop_books.keeper.id, now=coop_books.now)
    choose_accounts(org_id=coop_books.org_id, chosen={"4212": "4212"}, by=coop_books.keeper.id, now=coop_books.now)
    assert ask() == {"1111": ("1111", "U"), "4212": ("4212", "chosen"), "1388": ("138", "chosen"), "442": ("", "R")}


amounts = st.integers(min_value=1, max_value=10**12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(debits=st.lists(amounts, min_size=1, max_size=500), opening=st.uuids())
def test_every_line_becomes_one_posting_in_any_order(debits: list[int], opening) -> None:
    lines = [debit("131", amount, party_id=new_id()) for amount in debits] + [credit("4118", sum(debits))]
    drafts = entries_of_openings(opening_id=opening, lines=lines, counterpart="0", on=BOUNDARY, text="Dư {account}")
    postings = [posting for draft in drafts for posting in draft.postings]
    assert sum(each.amount_vnd for each in postings if each.credit == "0") == sum(debits)
    assert sum(each.amount_vnd for each in postings if each.debit == "0") == sum(debits)
    assert len({draft.document_id for draft in drafts}) == len(drafts)
    assert max(len(draft.postings) for draft in drafts) <= 200


def test_suspects_are_found_by_the_half_and_by_the_whole() -> None:
    lines = [debit("1111", 50), credit("331", 100)]
    assert [each.why for each in suspect_lines(lines=lines, difference_vnd=Dong(-100))] == [
        "wrong-side",
        "twice-or-missing",
    ]
