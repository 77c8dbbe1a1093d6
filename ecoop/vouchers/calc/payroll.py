"""A payroll: who earned what, what is taken from it, and the one voucher that all of it becomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong, format_dong
from ecoop.vouchers.calc.papers import CONTRIBUTIONS, PAY, PAYROLL_PAPER, TAX
from ecoop.vouchers.calc.vouchers import VoucherDraft, VoucherLineDraft
from ecoop.vouchers.errors import PayIsLessThanTaken, PayrollIsEmpty

_NOTHING = Dong(0)


@dataclass(frozen=True)
class WorkerPay:
    """What one worker earned, what the cooperative adds, and what is taken."""

    counterparty_id: UUID | None
    name: str
    pay_vnd: Dong
    employer_vnd: Dong = _NOTHING
    worker_vnd: Dong = _NOTHING
    tax_vnd: Dong = _NOTHING
    days: str = ""
    member_id: UUID | None = None

    @property
    def left_vnd(self) -> Dong:
        """Give what is left to pay out."""
        return Dong(self.pay_vnd - self.worker_vnd - self.tax_vnd)


def voucher_of_payroll(
    *, payroll_id: UUID, voucher_on: date, where: str, text: str, workers: Sequence[WorkerPay]
) -> VoucherDraft:
    """Make the payroll voucher: up to three happenings for each worker who earned something.

    Law:    C71 Appendix I, accounts 334, 335, 3338; form 02-LĐTL
    Raises: PayrollIsEmpty, PayIsLessThanTaken
    """
    lines = [line for worker in workers if worker.pay_vnd for line in _lines(worker, where)]
    if not lines:
        raise PayrollIsEmpty()
    first, *further = lines
    return VoucherDraft(
        id=payroll_id,
        voucher_on=voucher_on,
        rule=first.rule,
        facts=first.facts,
        amounts=first.amounts,
        text=text,
        member_id=first.member_id,
        counterparty_id=first.counterparty_id,
        paper=PAYROLL_PAPER,
        further=tuple(further),
        first_text=first.text,
    )


def _lines(worker: WorkerPay, where: str) -> Iterator[VoucherLineDraft]:
    if worker.left_vnd < 0:
        taken = format_dong(worker.worker_vnd + worker.tax_vnd)
        raise PayIsLessThanTaken(name=worker.name, taken_vnd=taken, pay_vnd=format_dong(worker.pay_vnd))
    who = {"member_id": worker.member_id, "counterparty_id": worker.counterparty_id}
    yield VoucherLineDraft(PAY, {"where": where}, {"amount_vnd": worker.pay_vnd}, worker.days, **who)
    if worker.employer_vnd or worker.worker_vnd:
        parts = {"employer_vnd": worker.employer_vnd, "worker_vnd": worker.worker_vnd}
        yield VoucherLineDraft(CONTRIBUTIONS, {"where": where}, parts, "", **who)
    if worker.tax_vnd:
        yield VoucherLineDraft(TAX, {}, {"amount_vnd": worker.tax_vnd}, "", **who)
