"""A cooperative with open books, for the tests of assets; whatever a test does, its books must be right afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from demo.resolutions import pass_on_paper
from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.calc.drafts import AssetDraft, SourceDraft
from ecoop.assets.calc.words import Kind, Origin
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.ledger.queries import list_findings
from ecoop.ledger.queries.entries import get_entry_by_number
from ecoop.resolutions.calc import Majority
from tests.cast import Cast, cast

__all__ = ["cast"]

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@dataclass
class Yard:
    """The cooperative's yard, and cô Lan who keeps the list of what stands in it."""

    cast: Cast
    number: int = field(default=0)

    @property
    def org_id(self) -> UUID:
        """Name the cooperative."""
        return self.cast.coop.id

    @property
    def who(self) -> dict[str, Any]:
        """Say for whom an action acts, by whom, and when."""
        return {"org_id": self.org_id, "by": self.cast.lan.id, "now": NOW}

    def draft(self, cost_vnd: int, *sources: tuple[str, int], **given: Any) -> AssetDraft:
        """Draft a fixed asset bought on 1 January from own money, unless told otherwise."""
        self.number += 1
        values: dict[str, Any] = {
            "id": new_id(),
            "code": f"TS{self.number:03}",
            "name": f"Máy {self.number}",
            "kind": Kind.FIXED,
            "origin": Origin.BOUGHT,
            "acquired_on": date(2026, 1, 1),
            "in_use_on": date(2026, 1, 1),
            "cost_vnd": Dong(cost_vnd),
            "sources": [SourceDraft(kind, Dong(amount)) for kind, amount in sources or [("own", cost_vnd)]],
            "life_months": 12,
            "place": "Xưởng chè",
            "custodian": "Đỗ Thị Hoa",
        }
        return AssetDraft(**{**values, **given})

    def take(self, *drafts: AssetDraft) -> list[Outcome]:
        """Take assets into the register; what is bought from the undivided fund rests on a resolution."""
        return acquire_assets(assets=[self.resolved(draft) for draft in drafts], **self.who)

    def resolved(self, draft: AssetDraft) -> AssetDraft:
        """Let the meeting decide on what is bought from the undivided fund."""
        of_fund = draft.kind is Kind.UNDIVIDED and any(source.kind == "fund" for source in draft.sources)
        if draft.origin is not Origin.BOUGHT or not of_fund or draft.resolution_id:
            return draft
        return replace(draft, resolution_id=self.permit(draft.code, is_undivided=True))

    def permit(self, text: str, amount_vnd: int = 10**12, **more: Any) -> UUID:
        """Let the meeting permit an investment, on paper."""
        says = {"text": text, "amount_vnd": amount_vnd, "is_undivided": more.pop("is_undivided", False)}
        given: dict[str, Any] = {"matter": "investment", "parameters": says, "passed_on": date(2025, 12, 20), **more}
        return pass_on_paper(**{**self.who, "majority": Majority.SPECIAL, **given})

    def postings(self, label: str) -> list[tuple[str, str, int]]:
        """Read an entry back as (debit, credit, amount)."""
        year, number = label.split("-")
        entry = get_entry_by_number(org_id=self.org_id, year=int(year), number=int(number))
        return [(each.debit, each.credit, each.amount_vnd) for each in entry.postings]

    def fill_fund(self, amount_vnd: int) -> None:
        """Put State money into the undivided fund, so that something can be bought from it."""
        day = date(2026, 1, 1)
        posting = Posting("1121", "4421", Dong(amount_vnd))
        entry = EntryDraft("test.fund", new_id(), day, day, "Nhà nước hỗ trợ quỹ", (posting,))
        post_entries(entries=[entry], **self.who)


@pytest.fixture
def yard(cast: Cast) -> Iterator[Yard]:
    """Stand inside the cooperative with its books open; the checks must find nothing afterwards."""
    with cast.inside(cast.coop, cast.lan):
        open_books(org_id=cast.coop.id, chart="cooperative", starts_on=date(2026, 1, 1), by=cast.lan.id, now=NOW)
        yield Yard(cast)
        assert list_findings(org_id=cast.coop.id) == []
