"""Reading the books: whatever the days, the pages add up to what was posted."""

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger import errors
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.queries import (
    AccountLine,
    get_account_with_details,
    list_account_ledger,
    list_journal,
    list_party_balances,
    list_trial_balance,
    list_turnovers,
    sum_balance,
    walk_journal,
)
from ecoop.ledger.queries.pages import get_trial_balance
from ecoop.ledger.tests.conftest import TestBooks

ACCOUNTS = ("111", "112", "131", "5111", "5112", "6421")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def year_of_trade(books: TestBooks) -> list[EntryDraft]:
    """Draft 120 entries on random days of four months, the first and last of a month among them."""
    draw = random.Random(7)
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 16), date(2026, 3, 17)]
    days += [date(2026, 1, 1) + timedelta(days=draw.randrange(120)) for _time in range(115)]
    return [
        books.draft(*((*draw.sample(ACCOUNTS, 2), draw.randint(1, 1000)) for _line in range(2)), on=day) for day in days
    ]


def by_hand(entries: list[EntryDraft], *, until_on: date) -> dict[str, tuple[int, int]]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entry in entries:
        for posting in entry.postings if entry.entry_on <= until_on else ():
            sums[posting.debit][0] += posting.amount_vnd
            sums[posting.credit][1] += posting.amount_vnd
    return {account: (debits, credits_) for account, (debits, credits_) in sums.items()}


def test_the_trial_balance_is_right_on_every_day(books: TestBooks) -> None:
    entries = year_of_trade(books)
    books.post(*entries)
    nothing = (0, 0)
    for step in range(-1, 125, 3):
        from_on = date(2026, 1, 1) + timedelta(days=step)
        until_on = from_on + timedelta(days=step % 40)
        before, after = (by_hand(entries, until_on=day) for day in (from_on - timedelta(days=1), until_on))
        lines = list_trial_balance(org_id=books.org_id, from_on=from_on, until_on=until_on)
        for line in lines:
            opening, closing = before.get(line.code, nothing), after.get(line.code, nothing)
            assert (line.opening_debits_vnd, line.opening_credits_vnd) == opening, (line.code, from_on)
            assert (line.closing_debits_vnd, line.closing_credits_vnd) == closing, (line.code, until_on)
            assert (line.debit_vnd, line.credit_vnd) == (closing[0] - opening[0], closing[1] - opening[1])
        assert set(after) <= {line.code for line in lines}
        printed = get_trial_balance(org_id=books.org_id, from_on=from_on, until_on=until_on)
        for sides in (printed.opening, printed.turnover, printed.closing):
            assert sides.debit_vnd == sides.credit_vnd


def test_pages_of_the_journal_meet_without_gap_or_overlap(books: TestBooks) -> None:
    entries = year_of_trade(books)
    posted = books.post(*entries)
    walked = list(walk_journal(org_id=books.org_id, from_on=YEAR[0], until_on=YEAR[1], size=7))
    assert [entry.entry_on for entry in walked] == sorted(entry.entry_on for entry in entries)
    assert {entry.entry_id for entry in walked} == {entry.entry_id for entry in posted}
    assert len(walked) == len(entries)
    march = list_journal(org_id=books.org_id, from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))
    assert len(march.entries) == sum(1 for entry in entries if entry.entry_on.month == 3)


def test_the_account_ledger_runs_from_opening_to_closing(books: TestBooks) -> None:
    entries = year_of_trade(books)
    books.post(*entries)
    _account, codes = get_account_with_details(org_id=books.org_id, code="511")
    assert {"511", "5111", "5112"} <= set(codes)
    from_on, until_on = date(2026, 2, 10), date(2026, 4, 20)
    balance = opening = sum_balance(org_id=books.org_id, codes=codes, before_on=from_on)
    before, after = (by_hand(entries, until_on=day) for day in (date(2026, 2, 9), until_on))
    assert opening == sum(before[code][0] - before[code][1] for code in ("5111", "5112"))
    page, lines = None, 0
    while page is None or page.following:
        page = list_account_ledger(
            org_id=books.org_id, codes=codes, from_on=from_on, until_on=until_on, opening_vnd=balance, size=9,
            after=page.following if page else None,
        )  # fmt: skip
        for line in page.lines:
            balance = Dong(balance + line.debit_vnd - line.credit_vnd)
            assert line.balance_vnd == balance
        lines += len(page.lines)
    assert balance == sum(after[code][0] - after[code][1] for code in ("5111", "5112"))
    assert lines > 20
    with pytest.raises(errors.AccountUnknown):
        get_account_with_details(org_id=books.org_id, code="999")


def test_what_some_parties_moved_is_what_the_whole_ledger_says_of_them(books: TestBooks) -> None:
    draw, parties = random.Random(11), [new_id() for _party in range(4)]
    named = [
        entry._replace(postings=tuple(each._replace(party_id=draw.choice([*parties, None])) for each in entry.postings))
        for entry in year_of_trade(books)
    ]
    books.post(*named)
    codes, span = ("111", "131", "5111"), (date(2026, 1, 20), date(2026, 4, 11))
    wanted: dict[str, Any] = {"org_id": books.org_id, "codes": codes, "from_on": span[0], "until_on": span[1]}
    whole = list_account_ledger(**wanted, opening_vnd=Dong(0), size=1000).lines
    assert {line.party_id for line in whole} == {*parties, None}
    stranger = new_id()
    for asked in ([parties[0]], parties[:3], [parties[1], parties[1]], [None], [parties[2], None], [stranger], []):
        page, read = None, list[AccountLine]()
        while page is None or page.following:
            page = list_account_ledger(
                **wanted, parties=asked, opening_vnd=read[-1].balance_vnd if read else Dong(0), size=7,
                after=page.following if page else None,
            )  # fmt: skip
            read += page.lines
        expected = [line for line in whole if line.party_id in asked]
        assert [line[:-3] for line in read] == [line[:-3] for line in expected]
        moved = sum(line.debit_vnd - line.credit_vnd for line in expected)
        assert (read[-1].balance_vnd if read else 0) == moved


def test_parties_are_not_netted(books: TestBooks) -> None:
    """
    2026-03-05   Nợ 131 (chú Ba)  Có 5111   500
    2026-03-05   Nợ 111           Có 131 (chú Tám)  200   trả trước
    2026-04-01   Nợ 111           Có 131 (chú Ba)   100
    """
    ba, tam = new_id(), new_id()
    sale = Posting("131", "5111", Dong(500), party_id=ba, side="external")
    advance = Posting("111", "131", Dong(200), party_id=tam, side="external")
    later = Posting("111", "131", Dong(100), party_id=ba)
    books.post(
        books.draft()._replace(postings=(sale, advance)),
        books.draft(on=date(2026, 4, 1))._replace(postings=(later,)),
    )
    found = list_party_balances(org_id=books.org_id, codes=("131",), until_on=date(2026, 3, 31))
    assert {(one.party_id, one.side, one.balance_vnd) for one in found} == {
        (ba, "external", 500),
        (tam, "external", -200),
    }
    everything = list_party_balances(org_id=books.org_id, codes=("131",), until_on=date(2026, 4, 1))
    assert sum(one.balance_vnd for one in everything) == 200
    march = list_turnovers(org_id=books.org_id, from_month=date(2026, 3, 1), until_month=date(2026, 3, 1))
    assert ("131", "external", 500, 200) in march
