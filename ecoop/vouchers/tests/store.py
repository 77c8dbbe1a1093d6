"""What the tests of the store start from: the office, and fertiliser, bags and tea in stock by their openings."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_balances import open_balances
from ecoop.ledger.calc.openings import OpeningLine
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.queries import get_entry_by_number, list_findings, list_trial_balance
from ecoop.vouchers.actions.record_stock_items import StockItemDraft, choose_stock_method, record_stock_items
from ecoop.vouchers.actions.record_stock_slips import record_stock_slips
from ecoop.vouchers.calc.stock import StockLineDraft, StockSlipDraft
from ecoop.vouchers.tests.office import STARTS_ON, OfficeStage, set_the_office
from tests.cast import BEGAN_AT, Cast

YEAR = STARTS_ON.year


@dataclass(frozen=True)
class StoreStage:
    """The store: NPK fertiliser on 152, tea on 156, bags on 152; 100 kg of NPK for 1.000.000 at the beginning."""

    office: OfficeStage
    npk: UUID
    tea: UUID
    bags: UUID

    @property
    def org_id(self) -> UUID:
        """Name the cooperative."""
        return self.office.cast.coop.id

    def inside(self) -> AbstractContextManager[None]:
        """Stand inside the cooperative as cô Lan."""
        return self.office.cast.inside(self.office.cast.coop, self.office.cast.lan)

    def slip(self, rule: str, on: date, *lines: tuple[UUID, str, int], **more: object) -> StockSlipDraft:
        """Draft a paper of (item, quantity, amount) lines."""
        facts = more.pop("facts", {})
        kept = [StockLineDraft(item, Decimal(quantity), Dong(amount)) for item, quantity, amount in lines]
        return StockSlipDraft(new_id(), on, rule, facts, str(more.pop("text", rule)), kept, **more)  # type: ignore[arg-type]

    def record(self, *slips: StockSlipDraft) -> list[Outcome]:
        """Record papers as cô Lan; whatever becomes of them, the books must be right afterwards."""
        with self.inside():
            lan = self.office.cast.lan
            found = record_stock_slips(org_id=self.org_id, slips=slips, by=lan.id, now=BEGAN_AT)
            assert list_findings(org_id=self.org_id) == []
            return found

    def good(self, *slips: StockSlipDraft) -> list[str]:
        """Record papers that must be taken, and write what each became, as a pencil would."""
        outcomes = self.record(*slips)
        assert [each.refusal for each in outcomes] == [None] * len(outcomes)
        return [self.postings(each.entry_label) for each in outcomes if each.entry_label]

    def postings(self, label: str) -> str:
        """Write an entry line by line: debit, credit, amount, quantity where stock moves."""
        year, number = label.split("-")
        with self.inside():
            entry = get_entry_by_number(org_id=self.org_id, year=int(year), number=int(number))
        return ", ".join(
            f"{each.debit} {each.credit} {each.amount_vnd}" + (f" x{each.quantity:f}" if each.quantity else "")
            for each in entry.postings
        ).replace(".000000", "")

    def balance(self, account: str) -> int:
        """Read the balance of an account at the end of the year."""
        with self.inside():
            lines = list_trial_balance(org_id=self.org_id, from_on=STARTS_ON, until_on=date(YEAR, 12, 31))
        return next((line.closing_vnd for line in lines if line.code == account), 0)


def set_the_store(cast: Cast, *, method: str) -> StoreStage:
    """Set up the store with its openings, priced by the month or after each receipt."""
    stage = StoreStage(set_the_office(cast), new_id(), new_id(), new_id())
    lan = cast.lan
    with cast.inside(cast.coop, lan):
        items = [
            StockItemDraft(stage.npk, "NPK", "Phân NPK", "kg", "152"),
            StockItemDraft(stage.tea, "CHE", "Chè khô", "kg", "156"),
            StockItemDraft(stage.bags, "BAO", "Bao bì", "cái", "152"),
        ]
        record_stock_items(org_id=cast.coop.id, items=items, by=lan.id, now=BEGAN_AT)
        lines = [
            OpeningLine("152", debit_vnd=Dong(1_000_000), item_id=stage.npk, quantity=Decimal(100)),
            OpeningLine("1111", debit_vnd=Dong(9_000_000)),
            OpeningLine("4118", credit_vnd=Dong(10_000_000)),
        ]
        open_balances(org_id=cast.coop.id, opening_id=new_id(), lines=lines, by=lan.id, now=BEGAN_AT)
        choose_stock_method(
            org_id=cast.coop.id, method=method, starts_on=date(YEAR, 1, 1), decided="QĐ 01", by=lan.id, now=BEGAN_AT
        )
    return stage
