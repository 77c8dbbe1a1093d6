"""Borrowed money by term: schedules of contracts beside what the books say is owed."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.vouchers import errors
from ecoop.vouchers.actions.record_borrowing_schedule import record_borrowing_schedule
from ecoop.vouchers.calc.borrowings import Due, Terms, split_by_term
from ecoop.vouchers.queries.borrowings import Borrowing, list_borrowings
from ecoop.vouchers.queries.parties import PartyFound
from ecoop.vouchers.tests.office import OfficeStage
from tests.cast import BEGAN_AT

PATH, POST = (reverse(f"vouchers:{name}", args=["htx-tan-cuong"]) for name in ("borrowings", "borrowing-schedules"))
END = date(2026, 12, 31)
# Four parts of 25, half a year apart; the first was due before the end of the year.
DUES = [Due(date(2026, 9, 30), Dong(25)), Due(date(2027, 3, 31), Dong(25)), Due(date(2027, 12, 31), Dong(25)),
        Due(date(2028, 3, 31), Dong(25))]  # fmt: skip


def borrow(office: OfficeStage, vnd: int, bank: UUID | None = None) -> None:
    """Post what a loan becomes in the books; below zero it is paid back."""
    day, accounts = date(2026, 3, 5), ("1121", "341") if vnd > 0 else ("341", "1121")
    entry = EntryDraft("test.loan", new_id(), day, day, "Vay", (Posting(*accounts, Dong(abs(vnd)), party_id=bank),))
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        post_entries(org_id=cast.coop.id, entries=[entry], by=cast.lan.id, now=BEGAN_AT)


def agree(office: OfficeStage, *dues: Due, paper: str = "HĐ 12", party: PartyFound | None = None, **more: Any) -> None:
    """Record a schedule with the bank."""
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        record_borrowing_schedule(
            org_id=cast.coop.id, schedule_id=more.get("id") or new_id(), paper=paper, dues=dues, by=cast.lan.id,
            party=party or PartyFound("", counterparty_id=office.bank), now=BEGAN_AT,
        )  # fmt: skip


def look(office: OfficeStage, on: date = END) -> list[Borrowing]:
    """List the borrowings at the end of a month."""
    cast = office.cast
    with cast.inside(cast.coop, cast.lan):
        return list_borrowings(org_id=cast.coop.id, on=on, law=lawbook.on(on))


@pytest.mark.parametrize(
    ("owed", "terms"),
    [
        # All of 100 is owed: 25 overdue, 50 within twelve months of 31 December, 25 later.
        (100, (25, 50, 25, 0)),
        # 40 were paid back: the first 25 and 15 of the second.
        (60, (0, 35, 25, 0)),
        (130, (25, 50, 25, 30)),
        (0, (0, 0, 0, 0)),
        # More was paid back than borrowed.
        (-7, (0, 0, 0, -7)),
    ],
)
def test_what_is_owed_are_the_latest_dues(owed: int, terms: tuple[int, ...]) -> None:
    found = split_by_term(owed_vnd=Dong(owed), dues=DUES, on=END, months=12)
    assert found == Terms(*map(Dong, terms))


@given(st.integers(-100, 10_000), st.lists(st.tuples(st.dates(), st.integers(1, 1_000)), max_size=8))
def test_the_parts_add_up(owed: int, dues: list[tuple[date, int]]) -> None:
    limits = (date(1900, 1, 1), date(2100, 1, 1))
    drawn = [Due(on, Dong(vnd)) for on, vnd in dues if limits[0] < on < limits[1]]
    assert split_by_term(owed_vnd=Dong(owed), dues=drawn, on=END, months=12).total_vnd == owed


def test_lenders_with_their_contracts_and_what_names_nobody(office: OfficeStage) -> None:
    borrow(office, 100, office.bank)
    borrow(office, -40, office.bank)
    borrow(office, 9)
    agree(office, Due(date(2026, 6, 30), Dong(100)))
    agree(office, *DUES)
    bank, nobody = look(office)
    assert (bank.name, [contract.paper for contract in bank.contracts]) == (
        "Ngân hàng Nông nghiệp Tân Cương",
        ["HĐ 12"],
    )
    assert bank.terms == Terms(Dong(0), Dong(35), Dong(25), Dong(0))
    assert (nobody.party_id, nobody.terms) == (None, Terms(Dong(0), Dong(0), Dong(0), Dong(9)))
    # The contract ends: what is owed has no term any more.
    agree(office)
    assert look(office)[0].terms.untold_vnd == 60
    assert look(office, date(2026, 2, 28)) == []


def test_a_schedule_sent_twice_is_one_and_nonsense_is_refused(office: OfficeStage) -> None:
    identity = new_id()
    for _time in range(2):
        agree(office, *DUES, id=identity)
    for dues, paper in ((DUES, " "), ([Due(END, Dong(0))], "HĐ 12"), (DUES * 101, "HĐ 12")):
        with pytest.raises(errors.ScheduleSaysNothing):
            agree(office, *dues, paper=paper)
    with pytest.raises(errors.PartyNotFound):
        agree(office, *DUES, party=PartyFound("", counterparty_id=new_id()))


def test_five_questions(office: OfficeStage, client: Client, django_assert_max_num_queries: Any) -> None:
    borrow(office, 100, office.bank)
    agree(office, *DUES)
    cast = office.cast
    lan = cast.client(cast.lan)
    with django_assert_max_num_queries(25):
        assert lan.get(PATH).status_code == 200
    assert lan.delete(PATH).status_code == 405
    assert client.get(PATH).status_code == 302
    assert cast.client(cast.tu).get(PATH).status_code == 404
    assert cast.client(cast.hai).get(PATH).status_code == 200
    for who, status in ((cast.client(cast.hai), 403), (cast.client(cast.tu), 404)):
        assert who.post(POST, {}).status_code == status
    assert lan.get(POST).status_code == 405
    assert client.post(POST).status_code == 302
    assert cast.client(cast.someone(cast.coop, "officer")).get(PATH).status_code == 403


def test_lan_records_a_schedule_on_the_page(office: OfficeStage) -> None:
    lan = office.cast.client(office.cast.lan)
    assert lan.get(PATH).status_code == 200
    borrow(office, 50_000_000, office.bank)
    filled = {
        "id": str(new_id()),
        "party": "NH",
        "paper": "HĐ 7",
        "dues": "30/06/2027 20.000.000\n31/12/2031 30.000.000",
    }
    for wrong in ({"party": "Ai đó"}, {"dues": "30/06/2027"}, {"dues": "30/13/2027 5"}, {"paper": ""}):
        assert lan.post(POST, {**filled, **wrong}).status_code == 422
    assert lan.post(POST, filled).status_code == 302
    page = lan.get(PATH).content.decode().replace("\u00a0", " ")
    assert "HĐ 7" in page
    assert "30.000.000" in page
