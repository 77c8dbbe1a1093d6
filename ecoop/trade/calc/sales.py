"""Sales on their way in, and the entry each becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule
from ecoop.trade.calc.entries import check_bounds, check_choice, entry_of, forth_or_back
from ecoop.trade.errors import CHANNELS, MEANS, SECTORS, AmountIsZero, DocumentHasNoLines, PlatformIsUnnamed

SALE, WITHHOLDING = "trade.sale", "trade.withholding"
PAID_BY_PLATFORM = "platform_paid"


@dataclass(frozen=True)
class SaleLineDraft:
    """One line of a sale; a negative amount takes revenue back (a return, a downward adjustment).

    What comes back has a negative quantity too; `returns_line` names the line of the sale that it comes from.
    """

    sector: str
    name: str
    amount_vnd: Dong
    unit: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    is_vat_cut: bool = False
    product_id: UUID | None = None
    returns_line: int | None = None


@dataclass(frozen=True)
class SaleDraft:
    """A sale on its way in; the id comes from outside, so that sending it twice records it once."""

    id: UUID
    sold_on: date
    lines: tuple[SaleLineDraft, ...]
    means: str = "cash"
    party_name: str = ""
    party_tax_code: str = ""
    text: str = ""
    party_id: UUID | None = None
    place_id: UUID | None = None
    channel: str = "shop"
    platform_name: str = ""
    bank_account_id: UUID | None = None
    returns_id: UUID | None = None

    @property
    def total_vnd(self) -> Dong:
        """Add up the lines."""
        return Dong(sum(line.amount_vnd for line in self.lines))

    @property
    def owed_by(self) -> str:
        """Say by what means it is paid: a platform that takes the payment owes it until it pays out."""
        return "credit" if self.channel == PAID_BY_PLATFORM else self.means


def entry_of_sale(*, sale: SaleDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn a sale into its entry: one posting per sector group, taken back where the group's sum is negative.

    Raises: DocumentHasNoLines, AmountIsZero, AmountIsTooLarge, ChoiceIsUnknown, PlatformIsUnnamed
    """
    if not sale.lines:
        raise DocumentHasNoLines(on=sale.sold_on)
    check_choice(choice=sale.means, choices=MEANS)
    check_choice(choice=sale.channel, choices=CHANNELS)
    if sale.channel == PAID_BY_PLATFORM and not sale.platform_name.strip():
        raise PlatformIsUnnamed(on=format_day(sale.sold_on))
    postings: list[Posting] = []
    for sector, amount in _sum_by_sector(sale).items():
        postings += forth_or_back(
            rules=rules,
            forth="sale",
            back="return-of-sale",
            amount_vnd=amount,
            facts={"means": sale.owed_by, "sector": sector},
            party_id=sale.party_id,
        )
    if not postings:
        raise AmountIsZero(on=sale.sold_on)
    text = sale.text or ", ".join(line.name for line in sale.lines[:3])
    return entry_of(kind=SALE, document_id=sale.id, on=sale.sold_on, text=text, postings=postings)


def _sum_by_sector(sale: SaleDraft) -> dict[str, int]:
    by_sector: dict[str, int] = {}
    for line in sale.lines:
        check_choice(choice=line.sector, choices=SECTORS)
        check_bounds(amount_vnd=line.amount_vnd)
        if not line.amount_vnd:
            raise AmountIsZero(on=sale.sold_on)
        by_sector[line.sector] = by_sector.get(line.sector, 0) + line.amount_vnd
    return by_sector
