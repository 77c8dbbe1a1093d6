"""A year in the office of a cooperative: bills, seed on credit, payroll, a bank loan, taxes, counts of the cash."""

import calendar
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from demo.names import make_customer_name, make_person_name
from demo.world import seeded_id
from ecoop.kernel.dong import Dong
from ecoop.vouchers.actions.attach_original import attach_original
from ecoop.vouchers.actions.record_cash_count import record_cash_count
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.cash import CashCountDraft
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.calc.payroll import WorkerPay, voucher_of_payroll
from ecoop.vouchers.calc.vouchers import VoucherDraft

# What the office pays its people in a month; what is withheld and added is as the slips say.
PAYS = (
    (9_500_000, 2_042_500, 997_500, 125_000, "management"),
    (7_000_000, 1_505_000, 735_000, 0, "management"),
    (5_500_000, 1_182_500, 577_500, 0, "management"),
)
LOAN_VND, LOAN_BACK_VND, INTEREST_VND = 200_000_000, 100_000_000, 1_250_000
CASH_VND = 12_000_000
QUARTER_ENDS = (3, 6, 9, 12)
HALF_YEAR, YEAR_END = 6, 12
# The smallest scan there is: an empty page.
BILL = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)


@dataclass
class _Desk:
    """Whom the office deals with, and what it wrote down so far."""

    seed: int
    slug: str
    year: int
    rng: random.Random
    parties: dict[str, CounterpartyDraft] = field(default_factory=dict)
    cash_vnd: int = 0

    def thing_id(self, name: str) -> UUID:
        """Give something of this office its id."""
        return seeded_id(seed=self.seed, name=f"{self.slug}:office:{self.year}:{name}")

    def write(self, name: str, on: date, rule: str, vnd: int, text: str, **given: Any) -> VoucherDraft:
        """Write a voucher; `who` names a party, the rest are its facts, and `vat` its tax."""
        who, vat, person = given.pop("who", ""), given.pop("vat", 0), given.pop("person", "")
        amounts = {"amount_vnd": Dong(vnd), **({"vat_vnd": Dong(vat)} if vat else {})}
        party = self.parties[who].id if who else None
        if given.get("means") == "cash" or rule == "bank-to-cash":
            self.cash_vnd += vnd if rule in ("bank-to-cash", "advance-returned") else -vnd - vat
        return VoucherDraft(
            self.thing_id(name), on, rule, given, amounts, text, counterparty_id=party, person_name=person
        )


def live_vouchers(*, seed: int, slug: str, org_id: UUID, by: UUID, year: int, now: datetime) -> int:
    """Record a year of vouchers, and two counts of the cash; call it inside the walls, with open books.

    Run again, it records nothing new.
    """
    desk = _Desk(seed, slug, year, random.Random(f"{seed}:{slug}:office:{year}"))
    desk.parties = _make_parties(desk)
    given: dict[str, Any] = {"org_id": org_id, "by": by, "now": now}
    record_counterparties(counterparties=list(desk.parties.values()), **given)
    recorded = 0
    for month in range(1, 13):
        outcomes = record_vouchers(vouchers=list(_month(desk, month)), **given)
        if refused := [each.refusal for each in outcomes if each.refusal]:
            raise refused[0]
        recorded += sum(1 for each in outcomes if each.status == "recorded")
        if month in (HALF_YEAR, YEAR_END):
            record_cash_count(count=_count(desk, month), **given)
    bill_id = desk.thing_id("phone-1")
    attach_original(voucher_id=bill_id, name="hoa-don-dien-thoai.pdf", content=BILL, **given)
    return recorded


def _make_parties(desk: _Desk) -> dict[str, CounterpartyDraft]:
    names = {
        "power": ("Điện lực khu vực", "supplier", "DIEN"),
        "phone": ("Viễn thông địa phương", "supplier", "VT"),
        "seed": (make_customer_name(rng=desk.rng).replace("Quán cơm", "Trại giống"), "supplier", "GIONG"),
        "bank": ("Ngân hàng Phát triển Nông thôn, phòng giao dịch xã", "bank", "NH"),
        "insurance": ("Bảo hiểm xã hội cơ sở", "authority", "BHXH"),
        "tax": ("Thuế cơ sở", "authority", "THUE"),
    }
    parties = {
        key: CounterpartyDraft(desk.thing_id(key), name, kind, code) for key, (name, kind, code) in names.items()
    }
    for place in range(len(PAYS)):
        name = make_person_name(rng=desk.rng)
        parties[f"worker{place}"] = CounterpartyDraft(
            desk.thing_id(f"worker{place}"), name, "worker", f"NV{place + 1:02}"
        )
    return parties


def _month(desk: _Desk, month: int) -> Iterator[VoucherDraft]:
    """Tell what the office writes down in a month, in the order of the days."""

    def on(day: int) -> date:
        return date(desk.year, month, day)

    def name(what: str) -> str:
        return f"{what}-{month}"

    said = f"tháng {month}"
    last_day = calendar.monthrange(desk.year, month)[1]
    if month == 1:
        yield desk.write(name("loan"), on(12), "loan-received", LOAN_VND, "Vay vốn lưu động", who="bank", means="bank")
    yield desk.write(name("draw"), on(max(3, 12 if month == 1 else 3)), "bank-to-cash", CASH_VND, "Rút tiền về quỹ")
    if month > 1:
        yield from _paid_for_last_month(desk, month)
    power, phone = desk.rng.randrange(900, 2200) * 1000, 350_000
    vat = power // 100 * 8
    yield desk.write(
        name("power"), on(14), "management-expense", power, f"Tiền điện {said}", vat=vat, who="power",
        means="credit",
    )  # fmt: skip
    yield desk.write(
        name("power-paid"), on(18), "payment", power + vat, f"Trả tiền điện {said}", who="power", means="bank"
    )
    yield desk.write(
        name("phone"), on(15), "management-expense", phone, f"Điện thoại, internet {said}", vat=28_000, means="cash",
        who="phone",
    )  # fmt: skip
    guests = desk.rng.randrange(3, 15) * 100_000
    yield desk.write(
        name("guests"), on(16), "management-expense", guests, "Tiếp khách, văn phòng phẩm", means="cash",
        person=desk.parties["worker1"].name,
    )  # fmt: skip
    yield from _seldom(desk, month)
    yield desk.write(
        name("interest"), on(25), "bank-loan-interest", INTEREST_VND, f"Lãi vay {said}", who="bank", means="bank"
    )
    yield desk.write(name("fee"), on(26), "management-expense", 33_000, "Phí ngân hàng", means="bank")
    yield _payroll(desk, on(last_day), said)


def _paid_for_last_month(desk: _Desk, month: int) -> Iterator[VoucherDraft]:
    """Pay what the last month's payroll left, and hand on what was withheld."""
    on, said = date(desk.year, month, 5), f"tháng {month - 1}"
    left = sum(pay - worker - tax for pay, _employer, worker, tax, _where in PAYS)
    contributions = sum(employer + worker for _pay, employer, worker, _tax, _where in PAYS)
    yield desk.write(f"pay-{month}", on, "payroll-paid", left, f"Trả lương {said}", means="bank")
    yield desk.write(
        f"insurance-{month}", on, "contributions-paid", contributions, f"Nộp bảo hiểm {said}", who="insurance",
        means="bank",
    )  # fmt: skip
    if month - 1 in QUARTER_ENDS:
        withheld = 3 * sum(tax for _pay, _employer, _worker, tax, _where in PAYS)
        text = f"Nộp thuế TNCN khấu trừ quý {(month - 1) // 3}"
        tax_on = date(desk.year, month, 20)
        yield desk.write(f"pit-{month}", tax_on, "tax-paid", withheld, text, who="tax", tax="other", means="bank")


def _seldom(desk: _Desk, month: int) -> Iterator[VoucherDraft]:
    """Tell what happens in some months only."""
    day = date(desk.year, month, 20)
    if month in (2, 8):
        seed = desk.rng.randrange(180, 260) * 100_000
        yield desk.write(
            f"seed-{month}", day, "purchase", seed, "Giống cây trồng mua chịu", who="seed", what="materials",
            means="credit", input="goods", side="none",
        )  # fmt: skip
    if month in (3, 9):
        yield desk.write(f"seed-paid-{month}", day, "payment", 12_000_000, "Trả tiền giống", who="seed", means="bank")
    if month == 4:
        yield desk.write("advance", day, "advance-paid", 4_000_000, "Tạm ứng đi hội chợ", who="worker2", means="cash")
        settled = date(desk.year, month, 23)
        yield desk.write(
            "settled", settled, "advance-settled", 3_400_000, "Thanh toán đi hội chợ", who="worker2",
            where="management",
        )  # fmt: skip
        yield desk.write(
            "returned", settled, "advance-returned", 600_000, "Nộp lại tạm ứng", who="worker2", means="cash"
        )
    if month == 1:
        yield desk.write("insured", day, "deferred-cost", 12_000_000, "Bảo hiểm kho cả năm", means="bank")
    if month in QUARTER_ENDS:
        yield desk.write(
            f"allocated-{month}", day, "deferred-cost-allocated", 3_000_000, "Phân bổ bảo hiểm kho", where="management"
        )
        yield desk.write(
            f"saved-{month}", day, "deposit-interest", 410_000, "Lãi tiền gửi không kỳ hạn", who="bank", means="bank"
        )
    if month == YEAR_END:
        yield desk.write("loan-back", day, "loan-repaid", LOAN_BACK_VND, "Trả nợ gốc vay", who="bank", means="bank")


def _payroll(desk: _Desk, on: date, said: str) -> VoucherDraft:
    workers = []
    for place, (pay, employer, worker, tax, _where) in enumerate(PAYS):
        party = desk.parties[f"worker{place}"]
        amounts = (Dong(pay), Dong(employer), Dong(worker), Dong(tax))
        workers.append(WorkerPay(party.id, party.name, *amounts, days="26"))
    payroll_id = desk.thing_id(f"payroll-{on.month}")
    return voucher_of_payroll(
        payroll_id=payroll_id, voucher_on=on, where="management", text=f"Lương {said}", workers=workers
    )


def _count(desk: _Desk, month: int) -> CashCountDraft:
    """Count what must be in the box, in as few notes as possible."""
    left, pieces = desk.cash_vnd, {}
    for note in NOTES:
        pieces[note], left = divmod(left, note)
    on = date(desk.year, month, calendar.monthrange(desk.year, month)[1])
    people = [desk.parties["worker1"].name, desk.parties["worker0"].name]
    return CashCountDraft(desk.thing_id(f"count-{month}"), on, pieces, "", people)
