"""Capital: in the register and in the books at once, never above the law's ceilings."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Sum

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.models import Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.actions.record_contributions import Contribution, record_contributions
from ecoop.members.calc import Means
from ecoop.members.errors import CapitalPassesCeiling, DocumentDiffers, MemberBringsNoCapital, NotAMemberThatDay
from ecoop.members.models import Departure
from ecoop.members.queries import list_members_on
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from tests.cast import BEGAN_AT, Cast

PAID_ON = date(2026, 2, 2)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=FOUNDED_ON, by=cast.lan.id, now=BEGAN_AT)
        return set_the_stage(cast)


def pay(cast: Cast, *contributions: Contribution) -> list:
    with cast.inside(cast.coop, cast.lan):
        return record_contributions(org_id=cast.coop.id, contributions=contributions, by=cast.lan.id, now=BEGAN_AT)


def test_capital_is_in_the_register_and_in_the_books(cast: Cast, stage: Stage) -> None:
    """
    2026-02-02  Nợ 1111  Có 4111  20.000.000   Hộ Trần Văn Năm
    2026-02-02  Nợ 1121  Có 4111  10.000.000   Công ty Vốn
    The charter capital is 100,000,000, so they hold 20 % and 10 %.
    """
    pay(
        cast,
        Contribution(new_id(), stage.nam, PAID_ON, Means.CASH, Dong(20_000_000)),
        Contribution(new_id(), stage.capital_only, PAID_ON, Means.BANK, Dong(10_000_000)),
    )
    with cast.inside(cast.coop, cast.lan):
        postings = {(row.debit, row.credit, row.amount_vnd, row.party_id) for row in Posting.objects.all()}
        lines = {line.number: line for line in list_members_on(org_id=cast.coop.id, day=PAID_ON)}
    assert postings == {
        ("1111", "4111", 20_000_000, stage.nam),
        ("1121", "4111", 10_000_000, stage.capital_only),
    }
    assert [str(lines[number].capital_ratio) for number in ("TV001", "TV003")] == ["0.200000", "0.100000"]


def test_paying_the_same_document_twice_counts_once(cast: Cast, stage: Stage) -> None:
    one = Contribution(new_id(), stage.nam, PAID_ON, Means.CASH, Dong(20_000_000))
    assert (pay(cast, one), pay(cast, one)) == ([one.id], [])
    with cast.inside(cast.coop, cast.lan):
        assert Posting.objects.aggregate(sum=Sum("amount_vnd"))["sum"] == 20_000_000
    with pytest.raises(DocumentDiffers):
        pay(cast, replace(one, amount_vnd=Dong(1)))


def test_one_official_member_may_hold_thirty_per_cent(cast: Cast, stage: Stage) -> None:
    """30 % of 100,000,000 is 30,000,000: that much passes, one đồng more does not."""
    pay(cast, Contribution(new_id(), stage.nam, PAID_ON, Means.CASH, Dong(30_000_000)))
    with pytest.raises(CapitalPassesCeiling) as caught:
        pay(cast, Contribution(new_id(), stage.nam, PAID_ON, Means.CASH, Dong(1)))
    assert caught.value.law is not None
    assert caught.value.law.article == "Điều 74, khoản 1"


def test_all_associates_together_may_hold_thirty_per_cent(cast: Cast, stage: Stage) -> None:
    with pytest.raises(CapitalPassesCeiling) as caught:
        pay(cast, Contribution(new_id(), stage.capital_only, PAID_ON, Means.BANK, Dong(30_000_001)))
    assert caught.value.law is not None
    assert caught.value.law.article == "Điều 74, khoản 2"


def test_a_refused_batch_leaves_nothing(cast: Cast, stage: Stage) -> None:
    good = Contribution(new_id(), stage.nam, PAID_ON, Means.CASH, Dong(1_000))
    bad = Contribution(new_id(), stage.use_only, PAID_ON, Means.CASH, Dong(1_000))
    with pytest.raises(MemberBringsNoCapital):
        pay(cast, good, bad)
    with cast.inside(cast.coop, cast.lan):
        assert Posting.objects.count() == 0


def test_nobody_pays_before_they_are_a_member(cast: Cast, stage: Stage) -> None:
    with pytest.raises(NotAMemberThatDay):
        pay(cast, Contribution(new_id(), stage.nam, date(2026, 1, 4), Means.CASH, Dong(1)))


def test_capital_taken_back_in_the_books_leaves_the_register_and_makes_room(cast: Cast, stage: Stage) -> None:
    """30,000,000 is all that an official member may hold of 100,000,000; taken back, it may be paid again."""
    one = Contribution(new_id(), stage.nam, PAID_ON, Means.CASH, Dong(30_000_000))
    pay(cast, one)
    with pytest.raises(CapitalPassesCeiling):
        pay(cast, replace(one, id=new_id(), amount_vnd=Dong(1)))
    with cast.inside(cast.coop, cast.lan):
        entry = Posting.objects.get()
        reverse_entry(
            org_id=cast.coop.id, entry_id=entry.entry_id, entry_on=PAID_ON, reason="Ghi nhầm", by=cast.lan.id,
            now=BEGAN_AT,
        )  # fmt: skip
        assert [line.paid_in_vnd for line in list_members_on(org_id=cast.coop.id, day=PAID_ON)] == [0] * 4
        assert list_findings(org_id=cast.coop.id) == []
    pay(cast, replace(one, id=new_id()))


def test_the_capital_of_one_who_left_is_not_the_associates(cast: Cast, stage: Stage) -> None:
    """Hoa leaves with 30,000,000 not yet returned; the associates may still hold 30,000,000 together."""
    pay(cast, Contribution(new_id(), stage.hoa, PAID_ON, Means.BANK, Dong(30_000_000)))
    with cast.inside(cast.coop, cast.lan):
        Departure.objects.create(
            org_id=cast.coop.id, member_id=stage.hoa, ends_on=date(2026, 3, 1), ground="voluntary",
            recorded_by_id=cast.lan.id, recorded_at=BEGAN_AT,
        )  # fmt: skip
    pay(cast, Contribution(new_id(), stage.capital_only, date(2026, 4, 1), Means.BANK, Dong(30_000_000)))
