"""What the tests of payments share: chú Năm's books, his sales, and lines of his bank."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.models import Entry
from ecoop.payments.actions.await_payments import await_payments
from ecoop.payments.actions.keep_lines import LineOutcome, Paper, keep_lines
from ecoop.payments.calc.drafts import AwaitedDraft, LineDraft
from ecoop.payments.errors import Source
from ecoop.payments.models import Connection, Notice, Statement, StatementFile
from ecoop.trade.actions.record_bank_accounts import record_bank_accounts
from ecoop.trade.actions.record_sales import record_sales
from ecoop.trade.calc import BankAccountDraft, SaleDraft, SaleLineDraft
from tests.cast import Cast

NOW = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
MARCH_5, MARCH_6 = date(2026, 3, 5), date(2026, 3, 6)
ACCOUNT = "0123499999"


class Shop:
    """Chú Năm's household inside its walls, with books and one account."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.org_id, self.by = cast, cast.nam_household.id, cast.nam.id
        self.act = {"org_id": self.org_id, "by": self.by, "now": NOW}
        open_books(chart="household", starts_on=date(2026, 1, 1), **self.act)
        self.account_id = new_id()
        account = BankAccountDraft(self.account_id, "Vietcombank", ACCOUNT, "970436", "TRAN VAN NAM")
        record_bank_accounts(accounts=[account], **self.act)

    def sell(self, amount: int, *, means: str = "bank", on: date = MARCH_5, to: str = "") -> UUID:
        """Record a sale of tea."""
        line = SaleLineDraft("goods", "Chè búp", Dong(amount))
        sale = SaleDraft(id=new_id(), sold_on=on, lines=(line,), means=means, party_name=to)
        (outcome,) = record_sales(sales=[sale], **self.act)
        assert outcome.status == "recorded"
        return sale.id

    def ask(self, document_id: UUID, reference: str, amount: int, *, kind: str = "trade.sale") -> AwaitedDraft:
        """Show a payer a reference."""
        return self.ask_at(AwaitedDraft(new_id(), kind, document_id, reference, Dong(amount), NOW))

    def ask_at(self, draft: AwaitedDraft) -> AwaitedDraft:
        """Show a payer what a draft says."""
        await_payments(awaited=[draft], **self.act)
        return draft

    def hear(self, *lines: LineDraft, paper: Paper | None = None) -> list[LineOutcome]:
        """Let lines come in by a notice."""
        lock_books(org_id=self.org_id)
        return keep_lines(lines=lines, paper=paper or self.notice(), **self.act)

    def notice(self) -> Paper:
        """Keep a notice of a connection."""
        common = {"org_id": self.org_id, "recorded_at": NOW, "recorded_by_id": self.by}
        connection = Connection.objects.create(
            provider="sepay", scheme="api_key", name="SePay", address_sha256=str(new_id()), **common
        )
        notice = Notice.objects.create(connection=connection, body=b"{}", body_sha256="0", lines_count=1, **common)
        return Paper(Source.NOTICE, notice.id)

    def statement(self) -> Paper:
        """Keep a statement."""
        common = {"org_id": self.org_id, "recorded_at": NOW, "recorded_by_id": self.by}
        file = StatementFile.objects.create(
            name="a.csv", sha256=str(new_id()), content=b"", size_bytes=0, format="csv", **common
        )
        counts = {"entries_vnd": 0, "entries_count": 0}
        row = Statement.objects.create(file=file, place=0, currency="VND", **counts, **common)
        return Paper(Source.STATEMENT, row.id)

    def entries(self) -> list[str]:
        """List the texts of the entries in the books."""
        return list(Entry.objects.filter(org_id=self.org_id).order_by("number").values_list("text", flat=True))


def came(amount: int, text: str, *, on: date = MARCH_6, reference: str = "", key: str = "") -> LineDraft:
    """Let money come into, or leave, chú Năm's account."""
    return LineDraft(
        key or str(new_id()), on, Dong(amount), account=ACCOUNT, text=text, reference=reference or f"FT{new_id().hex}"
    )


def statuses(outcomes: Sequence[LineOutcome]) -> list[str]:
    """Say what became of lines."""
    return [each.status for each in outcomes]
