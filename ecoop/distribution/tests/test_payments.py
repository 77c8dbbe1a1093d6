"""Shares on their way to the members: lists, tax held back, entries made once, money that came back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ecoop.distribution.actions.confirm_payments import confirm_payments
from ecoop.distribution.actions.prepare_payments import PaymentListDraft, prepare_payments
from ecoop.distribution.actions.record_bank_accounts import record_bank_accounts
from ecoop.distribution.actions.undo_payments import return_payment, strike_payments
from ecoop.distribution.calc.paying import BankAccountDraft, PaidBy
from ecoop.distribution.errors import (
    BankAccountMissing,
    BankAccountUnclear,
    NothingToPay,
    PayerAccountMissing,
    PaymentIsNotPaid,
    PaymentIsPaid,
    PaymentIsUndone,
    PaymentListUnknown,
    PaymentPassesShare,
    PaymentUnknown,
    TransferFileBroken,
    YearIsNotShared,
)
from ecoop.distribution.models import SharePayment
from ecoop.distribution.queries.open_shares import has_standing_payments, list_open_shares
from ecoop.distribution.queries.payments import list_payment_lines
from ecoop.distribution.queries.sharings import get_sharing
from ecoop.distribution.queries.transfer_files import describe_bank_sheet, write_transfer_file
from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.models import Posting
from ecoop.ledger.queries import list_findings
from ecoop.members.tests.stage import Stage
from ecoop.taxes.actions.record_tax_facts import record_tax_facts
from tests.cast import BEGAN_AT, Cast

PAYS_ON = date(2027, 4, 5)


@pytest.fixture
def shared(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        stage = live_a_year(cast)
        close(cast)
        decide(cast)
        share(cast)
    return stage


def act(cast: Cast) -> dict[str, Any]:
    return {"org_id": cast.coop.id, "by": cast.lan.id, "now": BEGAN_AT}


def prepare(cast: Cast, means: PaidBy = PaidBy.CASH, **more: Any) -> Any:
    list_id = more.pop("id", None) or new_id()
    from_bank = {"account": "0011002233", "bank_name": "Agribank", "bank_bin": "970405"} if means is PaidBy.BANK else {}
    draft = PaymentListDraft(id=list_id, year=2026, means=means, pays_on=PAYS_ON, **{**from_bank, **more})
    return prepare_payments(draft=draft, **act(cast))


def give_account(cast: Cast, member_id: Any, number: str = "19031234567890", **more: Any) -> None:
    draft = BankAccountDraft(new_id(), member_id, date(2027, 1, 1), number, "Techcombank", "970407", **more)
    record_bank_accounts(accounts=[draft], **act(cast))


def confirm(cast: Cast, list_id: Any, **more: Any) -> Any:
    return confirm_payments(list_id=list_id, paid_on=PAYS_ON, **{**act(cast), **more})


def moved(member_id: Any) -> list[tuple[str, str, int]]:
    rows = Posting.objects.filter(party_id=member_id, debit="338").order_by("credit")
    return [(row.debit, row.credit, row.amount_vnd) for row in rows]


def test_a_share_is_paid_by_the_bank_once_with_its_tax(cast: Cast, shared: Stage) -> None:
    """Năm's share is 41,418,000; 5 % of it is 2,070,900; 39,347,100 reach the bank."""
    with cast.inside(cast.coop, cast.lan):
        give_account(cast, shared.nam)
        list_id = prepare(cast, PaidBy.BANK)
        (line,) = SharePayment.objects.filter(list_id=list_id)
        assert (line.gross_vnd, line.base_vnd, line.pit_vnd) == (41_418_000, 41_418_000, 2_070_900)
        assert (line.ground, line.rate, line.account) == ("capital_and_use", Decimal("0.05"), "19031234567890")
        assert confirm(cast, list_id).paid == 1
        assert confirm(cast, list_id).paid == 0
        assert moved(shared.nam) == [("338", "1121", 39_347_100), ("338", "3338", 2_070_900)]
        assert list_findings(org_id=cast.coop.id) == []


def test_who_has_no_account_is_paid_in_cash(cast: Cast, shared: Stage) -> None:
    """Hoa has 24,766,200 open, the associate with capital 20,179,800; Năm has an account."""
    with cast.inside(cast.coop, cast.lan):
        give_account(cast, shared.nam)
        list_id = prepare(cast)
        lines = {row.member_id: row.gross_vnd for row in SharePayment.objects.filter(list_id=list_id)}
        assert lines == {shared.hoa: 24_766_200, shared.capital_only: 20_179_800}
        confirm(cast, list_id)
        assert moved(shared.hoa)[0] == ("338", "1111", 24_766_200 - 1_238_310)


def test_a_share_is_paid_in_parts_and_never_twice(cast: Cast, shared: Stage) -> None:
    """A third of 41,418,000 is 13,806,000; what is left is 27,612,000; a list sent twice is one."""
    with cast.inside(cast.coop, cast.lan):
        first, wanted = new_id(), frozenset({shared.nam})
        third = {"member_ids": wanted, "amounts_vnd": {shared.nam: Dong(13_806_000)}}
        assert prepare(cast, id=first, **third) == prepare(cast, id=first, **third)
        second = prepare(cast, member_ids=wanted)
        rows = SharePayment.objects.order_by("list__number")
        assert [(row.gross_vnd, row.base_vnd, row.pit_vnd) for row in rows] == [
            (13_806_000, 13_806_000, 690_300),
            (27_612_000, 27_612_000, 1_380_600),
        ]
        with pytest.raises(NothingToPay):
            prepare(cast, member_ids=wanted)
        assert (confirm(cast, first).paid, confirm(cast, second).paid) == (1, 1)
        assert list_findings(org_id=cast.coop.id) == []


def test_more_than_is_open_is_refused(cast: Cast, shared: Stage) -> None:
    with cast.inside(cast.coop, cast.lan), pytest.raises(PaymentPassesShare):
        prepare(cast, member_ids=frozenset({shared.nam}), amounts_vnd={shared.nam: Dong(41_418_001)})


def test_the_bank_sends_money_back(cast: Cast, shared: Stage) -> None:
    """A red entry puts the whole 41,418,000 back on 338, and the share is open again."""
    with cast.inside(cast.coop, cast.lan):
        give_account(cast, shared.nam)
        list_id = prepare(cast, PaidBy.BANK)
        (line,) = SharePayment.objects.filter(list_id=list_id)
        again: dict[str, Any] = {"payment_id": line.id, "returned_on": date(2027, 4, 7), "reason": "Sai số tài khoản"}
        with pytest.raises(PaymentIsNotPaid):
            return_payment(**again, **act(cast))
        confirm(cast, list_id)
        return_payment(**again, **act(cast))
        with pytest.raises(PaymentIsUndone):
            return_payment(**again, **act(cast))
        assert sum(amount for _debit, _credit, amount in moved(shared.nam)) == 0
        sharing = get_sharing(org_id=cast.coop.id, year=2026)
        (open_share,) = list_open_shares(
            org_id=cast.coop.id, sharing_id=sharing.id, day=PAYS_ON, member_ids=[shared.nam]
        )
        assert open_share.parts.open_vnd == 41_418_000
        assert not has_standing_payments(org_id=cast.coop.id, sharing_id=sharing.id)
        assert list_findings(org_id=cast.coop.id) == []


def test_a_line_is_struck_off_before_it_is_paid_and_not_after(cast: Cast, shared: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        list_id = prepare(cast)
        lines = {row.member_id: row.id for row in SharePayment.objects.filter(list_id=list_id)}
        why: dict[str, Any] = {"struck_on": PAYS_ON, "reason": "Không đến nhận", **act(cast)}
        assert strike_payments(payment_ids=[lines[shared.hoa]], **why) == 1
        assert confirm(cast, list_id).paid == 2
        assert moved(shared.hoa) == []
        with pytest.raises(PaymentIsPaid):
            strike_payments(payment_ids=[lines[shared.nam]], **why)
        with pytest.raises(PaymentUnknown):
            strike_payments(payment_ids=[new_id()], **why)


def test_members_of_an_agricultural_cooperative_pay_no_tax(cast: Cast, shared: Stage) -> None:
    """PIT Law 109/2025, Art. 4, clause 4."""
    with cast.inside(cast.coop, cast.lan):
        told: dict[str, Any] = {"area": "", "vat_method": "", "fields": {}, "losses": {}, "previous_months": 12}
        told |= dict.fromkeys(("is_dependent", "has_volunteered"), False)
        told |= dict.fromkeys(("previous_revenue_vnd", "forecast_revenue_vnd", "vat_method_on", "raw_input_vnd"))
        told |= dict.fromkeys(("non_deductible_vnd", "undivided_fund_vnd"), Dong(0))
        record_tax_facts(year=2026, is_agricultural=True, **told, **act(cast))
        prepare(cast)
        assert {(row.ground, row.pit_vnd) for row in SharePayment.objects.all()} == {("agriculture_free", 0)}


def test_what_cannot_be_prepared_is_refused(cast: Cast, shared: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        with pytest.raises(PayerAccountMissing):
            prepare(cast, PaidBy.BANK, account="")
        with pytest.raises(BankAccountMissing):
            prepare(cast, PaidBy.BANK, member_ids=frozenset({shared.hoa}))
        with pytest.raises(BankAccountUnclear):
            give_account(cast, shared.nam, "1903-12")
        with pytest.raises(PaymentListUnknown):
            confirm(cast, new_id())
        draft = PaymentListDraft(new_id(), 2025, PaidBy.CASH, PAYS_ON)
        with pytest.raises(YearIsNotShared):
            prepare_payments(draft=draft, **act(cast))


def test_the_files_for_the_bank_name_who_holds_the_account(cast: Cast, shared: Stage) -> None:
    """The account of Năm's wife: a bank sends money back that comes in another name."""
    with cast.inside(cast.coop, cast.lan):
        give_account(cast, shared.nam, holder="=Lê Thị Mận \U0001f33e\u0007")
        list_id = prepare(cast, PaidBy.BANK)
        given = {"org_id": cast.coop.id, "list_id": list_id}
        assert [row[2] for row in describe_bank_sheet(**given).rows] == ["LE THI MAN"]
        file = write_transfer_file(**given, version="pain.001.001.09", made_at=BEGAN_AT)
        assert b"<Nm>LE THI MAN</Nm>" in file
        (line,) = list_payment_lines(**given)
        assert line.name != line.holder == "=Lê Thị Mận \U0001f33e\u0007"


def test_an_account_in_letters_that_banks_do_not_take_goes_into_no_file(cast: Cast, shared: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        give_account(cast, shared.nam)
        list_id = prepare(cast, PaidBy.BANK, account="0011\x01<2233")
        with pytest.raises(TransferFileBroken):
            write_transfer_file(org_id=cast.coop.id, list_id=list_id, version="pain.001.001.09", made_at=BEGAN_AT)
        draft = BankAccountDraft(new_id(), shared.nam, date(2027, 1, 2), "1903", "Techcombank", "９７０４０７")
        with pytest.raises(BankAccountUnclear):
            record_bank_accounts(accounts=[draft], **act(cast))
