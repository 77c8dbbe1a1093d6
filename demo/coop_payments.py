"""A cooperative pays what it shared: most members by the bank, the others in cash, one transfer comes back."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from demo.resolutions import not_before
from demo.world import seeded_id
from ecoop.distribution.actions.confirm_payments import confirm_payments
from ecoop.distribution.actions.gather_basis import gather_basis
from ecoop.distribution.actions.prepare_payments import PaymentListDraft, prepare_payments
from ecoop.distribution.actions.record_bank_accounts import record_bank_accounts
from ecoop.distribution.actions.save_plan import save_plan
from ecoop.distribution.actions.undo_payments import return_payment
from ecoop.distribution.calc.paying import BankAccountDraft, PaidBy
from ecoop.distribution.calc.simulating import describe_choices
from ecoop.distribution.queries import find_sharing
from ecoop.distribution.queries.open_shares import list_open_shares
from ecoop.distribution.queries.payments import list_payment_lines, list_payment_lists
from ecoop.distribution.queries.simulation import get_ground
from ecoop.kernel.dong import Dong

BANKS = (("970405", "Agribank"), ("970446", "Co-opBank"), ("970415", "VietinBank"), ("970407", "Techcombank"))


def live_payments(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Pay the shares in April of the next year; two of five members are paid in cash, and some have not come yet."""
    sharing = find_sharing(org_id=org_id, year=year)
    if sharing is None or list_payment_lists(org_id=org_id, year=year):
        return 0
    ids = {name: seeded_id(seed=seed, name=f"{slug}:payments:{name}") for name in ("bank", "cash", "plan")}
    bank_on, cash_on = date(year + 1, 4, 5), date(year + 1, 4, 12)
    act: dict[str, Any] = {"org_id": org_id, "by": by, "now": not_before(day=cash_on, now=now)}
    shares = list_open_shares(org_id=org_id, sharing_id=sharing.id, day=bank_on)
    accounts = []
    for at, share in enumerate(shares):
        bank_bin, bank_name = BANKS[at % len(BANKS)]
        if at % 5 < 3:
            account_id = seeded_id(seed=seed, name=f"{slug}:account:{share.number}")
            number = f"{(seed * 7919 + at * 104_729) % 10**10:010}"
            accounts.append(BankAccountDraft(account_id, share.member_id, bank_on, number, bank_name, bank_bin))
    record_bank_accounts(accounts=accounts, **act)
    own: dict[str, Any] = {"account": "8501201000123", "bank_name": "Agribank", "bank_bin": "970405"}
    by_bank = PaymentListDraft(ids["bank"], year, PaidBy.BANK, bank_on, **own)
    lists = [(by_bank, bank_on), (PaymentListDraft(ids["cash"], year, PaidBy.CASH, cash_on), cash_on)]
    for draft, day in lists:
        prepare_payments(draft=draft, **act)
        lines = list_payment_lines(org_id=org_id, list_id=draft.id, limit=None)
        came = [line.id for line in lines if draft.means is PaidBy.BANK or line.position % 6]
        confirm_payments(list_id=draft.id, paid_on=day, payment_ids=came, **act)
    back = list_payment_lines(org_id=org_id, list_id=ids["bank"], limit=1)[0]
    return_payment(payment_id=back.id, returned_on=cash_on, reason="Tài khoản đã đóng", **act)
    _think_through(year=year, plan_id=ids["plan"], act=act)
    return len(accounts) + len(shares)


def _think_through(*, year: int, plan_id: UUID, act: dict[str, Any]) -> None:
    """Keep the plan that the meeting talked about and did not take: more by capital, a fund for welfare."""
    gather_basis(year=year, **act)
    charter = get_ground(org_id=act["org_id"], year=year).charter
    choices = describe_choices(charter=charter, losses_carried_vnd=Dong(0))
    choices |= {"use_and_labour_share": "0.51", "other_funds": [{"name": "Quỹ phúc lợi", "rate": str(Decimal("0.05"))}]}
    save_plan(plan_id=plan_id, year=year, name="Phương án thêm phần theo vốn góp", choices=choices, **act)
