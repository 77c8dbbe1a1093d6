"""What the tests of vouchers start from: open books of the cooperative, and somebody of each kind to deal with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.queries import get_entry_by_number
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.calc.vouchers import VoucherDraft
from tests.cast import BEGAN_AT, Cast

STARTS_ON, ON = date(2026, 1, 5), date(2026, 3, 5)


@dataclass(frozen=True)
class OfficeStage:
    """The office of the cooperative: its power company, its bank, a worker and a shop that buys tea."""

    cast: Cast
    power: UUID
    bank: UUID
    worker: UUID
    shop: UUID

    def draft(self, rule: str = "management-expense", **given: object) -> VoucherDraft:
        """Make a voucher of electricity paid in cash, or of what is given."""
        said: dict[str, object] = {
            "id": new_id(),
            "voucher_on": ON,
            "facts": {"means": "cash"},
            "amounts": {"amount_vnd": Dong(1_000_000)},
            "text": "Tiền điện tháng 2",
        }
        return VoucherDraft(rule=rule, **{**said, **given})  # type: ignore[arg-type]

    def record(self, *drafts: VoucherDraft) -> list[Outcome]:
        """Record vouchers as cô Lan."""
        coop, lan = self.cast.coop, self.cast.lan
        with self.cast.inside(coop, lan):
            return record_vouchers(org_id=coop.id, vouchers=drafts, by=lan.id, now=BEGAN_AT)

    def postings(self, draft: VoucherDraft) -> str:
        """Write what a voucher became in the books, line by line, as a pencil would."""
        (outcome,) = self.record(draft)
        assert outcome.refusal is None, outcome.refusal
        year, number = outcome.entry_label.split("-")
        with self.cast.inside(self.cast.coop, self.cast.lan):
            entry = get_entry_by_number(org_id=self.cast.coop.id, year=int(year), number=int(number))
        return ", ".join(f"{line.debit} {line.credit} {line.amount_vnd}" for line in entry.postings)


def set_the_office(cast: Cast) -> OfficeStage:
    """Open the cooperative's books and record with whom it deals."""
    stage = OfficeStage(cast, *(new_id() for _ in range(4)))
    names: Mapping[UUID, tuple[str, str, str]] = {
        stage.power: ("Điện lực Thái Nguyên", "supplier", "DL"),
        stage.bank: ("Ngân hàng Nông nghiệp Tân Cương", "bank", "NH"),
        stage.worker: ("Hoàng Thị Mai", "worker", "NV01"),
        stage.shop: ("Cửa hàng Chè Xanh", "customer", "KH01"),
    }
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=STARTS_ON, by=cast.lan.id, now=BEGAN_AT)
        drafts = [CounterpartyDraft(each, name, kind, code) for each, (name, kind, code) in names.items()]
        record_counterparties(org_id=cast.coop.id, counterparties=drafts, by=cast.lan.id, now=BEGAN_AT)
    return stage
