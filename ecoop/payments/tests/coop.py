"""What the tests of a cooperative's bank share: its office, its members, and lines of its bank."""

from datetime import date
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.members.tests.stage import Stage, set_the_stage
from ecoop.payments.actions.keep_lines import Paper, keep_lines
from ecoop.payments.calc.drafts import LineDraft
from ecoop.payments.errors import Source
from ecoop.payments.models import Statement, StatementFile
from ecoop.payments.tests.books import NOW
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.vouchers import VoucherDraft
from ecoop.vouchers.tests.office import OfficeStage, set_the_office
from tests.cast import Cast

MARCH_5, MARCH_6 = date(2026, 3, 5), date(2026, 3, 6)
ACCOUNT = "8600123456"


class CoopBank:
    """The cooperative's books, its members and counterparties, and one account at the bank."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.org_id, self.by = cast, cast.coop.id, cast.lan.id
        self.act = {"org_id": self.org_id, "by": self.by, "now": NOW}
        self.office: OfficeStage = set_the_office(cast)
        self.members: Stage = set_the_stage(cast)

    def voucher(self, rule: str, amount: int, *, on: date = MARCH_5, text: str = "Chứng từ", **given: object) -> UUID:
        """Record a voucher; it must be good."""
        draft = VoucherDraft(new_id(), on, rule, amounts={"amount_vnd": Dong(amount)}, text=text, **given)  # type: ignore[arg-type]
        (outcome,) = record_vouchers(vouchers=[draft], **self.act)  # type: ignore[arg-type]
        assert outcome.refusal is None, outcome.refusal
        return draft.id

    def owes(self, amount: int, *, on: date = MARCH_5) -> UUID:
        """Sell on credit to the shop that buys tea."""
        facts = {"means": "credit", "revenue": "products"}
        return self.voucher("sale-external", amount, on=on, facts=facts, counterparty_id=self.office.shop)

    def hear(
        self, *lines: tuple[int, str], on: date = MARCH_6, opening: int | None = None, closing: int | None = None
    ) -> list[UUID]:
        """Let lines come in by a statement; amounts that go out are negative."""
        common = {"org_id": self.org_id, "recorded_at": NOW, "recorded_by_id": self.by}
        file = StatementFile.objects.create(
            name="sao-ke.csv", sha256=str(new_id()), content=b"", size_bytes=0, format="csv", **common
        )
        statement = Statement.objects.create(
            file=file,
            place=0,
            account=ACCOUNT,
            currency="VND",
            opening_vnd=opening,
            closing_vnd=closing,
            entries_vnd=sum(amount for amount, _text in lines),
            entries_count=len(lines),
            **common,
        )
        drafts = [
            LineDraft(str(new_id()), on, Dong(amount), account=ACCOUNT, text=text, reference=f"FT{new_id().hex}")
            for amount, text in lines
        ]
        lock_books(org_id=self.org_id)
        kept = keep_lines(lines=drafts, paper=Paper(Source.STATEMENT, statement.id), **self.act)  # type: ignore[arg-type]
        return [each.line_id for each in kept if each.line_id]

    def share(self, amount: int, member_id: UUID) -> None:
        """Owe a member a share of the year, as the distribution posts it."""
        posting = Posting("4211", "338", Dong(amount), member_id)
        entry = EntryDraft("distribution.share", new_id(), MARCH_5, MARCH_5, "Phần được chia", (posting,))
        post_entries(entries=[entry], **self.act)  # type: ignore[arg-type]
