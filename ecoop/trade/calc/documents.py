"""What people record, and the entry each document becomes; no database, clock, settings or files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong, format_dong
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.ledger.errors import AmountIsTooLarge
from ecoop.trade.errors import COST_GROUPS, MEANS, PURCHASES, SECTORS, AmountIsZero, ChoiceIsUnknown, DocumentHasNoLines

SALE, PURCHASE, EXPENSE = "trade.sale", "trade.purchase", "trade.expense"
_AMOUNT_BITS_MAX = 63


@dataclass(frozen=True)
class SaleLineDraft:
    """One line of a sale; a negative amount takes revenue back (a return, a downward adjustment)."""

    sector: str
    name: str
    amount_vnd: Dong
    unit: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    is_vat_cut: bool = False


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

    @property
    def total_vnd(self) -> Dong:
        """Add up the lines."""
        return Dong(sum(line.amount_vnd for line in self.lines))


@dataclass(frozen=True)
class PurchaseLineDraft:
    """One line of a purchase, with the tax in its price."""

    name: str
    amount_vnd: Dong
    unit: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None


@dataclass(frozen=True)
class PurchaseDraft:
    """A purchase of goods, materials or an asset on its way in."""

    id: UUID
    bought_on: date
    lines: tuple[PurchaseLineDraft, ...]
    what: str = "goods"
    means: str = "cash"
    party_name: str = ""
    party_tax_code: str = ""
    text: str = ""
    has_invoice: bool = False
    party_id: UUID | None = None

    @property
    def total_vnd(self) -> Dong:
        """Add up the lines."""
        return Dong(sum(line.amount_vnd for line in self.lines))


@dataclass(frozen=True)
class ExpenseDraft:
    """A cost of one of the six groups on its way in."""

    id: UUID
    spent_on: date
    group: str
    amount_vnd: Dong
    means: str = "cash"
    party_name: str = ""
    party_tax_code: str = ""
    text: str = ""
    has_invoice: bool = False
    party_id: UUID | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one document of a batch: recorded, known (it was there already) or refused."""

    id: UUID
    status: str
    refusal: Refusal | None = None
    entry_label: str = ""


def entry_of_sale(*, sale: SaleDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn a sale into its entry: one posting per sector group, taken back where the group's sum is negative.

    Raises: DocumentHasNoLines, AmountIsZero, AmountIsTooLarge, ChoiceIsUnknown
    """
    if not sale.lines:
        raise DocumentHasNoLines(on=sale.sold_on)
    _known(sale.means, MEANS)
    by_sector: dict[str, int] = {}
    for line in sale.lines:
        _known(line.sector, SECTORS)
        _bounded(line.amount_vnd)
        if not line.amount_vnd:
            raise AmountIsZero(on=sale.sold_on)
        by_sector[line.sector] = by_sector.get(line.sector, 0) + line.amount_vnd
    postings: list[Posting] = []
    for sector, amount in by_sector.items():
        facts = {"means": sale.means, "sector": sector}
        postings += _forth_or_back(rules, "sale", "return-of-sale", amount, facts, sale.party_id)
    if not postings:
        raise AmountIsZero(on=sale.sold_on)
    text = sale.text or ", ".join(line.name for line in sale.lines[:3])
    return _entry(SALE, sale.id, sale.sold_on, text, postings)


def entry_of_purchase(*, purchase: PurchaseDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn a purchase into its entry.

    Raises: DocumentHasNoLines, AmountIsZero, ChoiceIsUnknown
    """
    if not purchase.lines:
        raise DocumentHasNoLines(on=purchase.bought_on)
    _known(purchase.means, MEANS)
    _known(purchase.what, PURCHASES)
    for line in purchase.lines:
        _bounded(line.amount_vnd)
    facts = {"means": purchase.means, "what": purchase.what}
    postings = _forth_or_back(rules, "purchase", "return-of-purchase", purchase.total_vnd, facts, purchase.party_id)
    if not postings:
        raise AmountIsZero(on=purchase.bought_on)
    text = purchase.text or ", ".join(line.name for line in purchase.lines[:3])
    return _entry(PURCHASE, purchase.id, purchase.bought_on, text, postings)


def entry_of_expense(*, expense: ExpenseDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn an expense into its entry.

    Raises: AmountIsZero, ChoiceIsUnknown
    """
    _known(expense.means, MEANS)
    _known(expense.group, COST_GROUPS)
    if expense.amount_vnd <= 0:
        raise AmountIsZero(on=expense.spent_on)
    facts = {"means": expense.means, "group": expense.group}
    postings = postings_by_rule(
        rule=rules["expense"], amounts={"amount_vnd": expense.amount_vnd}, facts=facts, party_id=expense.party_id
    )
    return _entry(EXPENSE, expense.id, expense.spent_on, expense.text or expense.group, postings)


def _forth_or_back(
    rules: Mapping[str, PostingRule],
    forth: str,
    back: str,
    amount: int,
    facts: Mapping[str, str],
    party_id: UUID | None,
) -> Sequence[Posting]:
    # The books know no negative amounts outside red entries: what takes back moves the other way.
    if not amount:
        return ()
    rule = rules[forth if amount > 0 else back]
    return postings_by_rule(rule=rule, amounts={"amount_vnd": Dong(abs(amount))}, facts=facts, party_id=party_id)


def _entry(kind: str, document_id: UUID, on: date, text: str, postings: Sequence[Posting]) -> EntryDraft:
    for posting in postings:
        _bounded(posting.amount_vnd)
    return EntryDraft(
        document_kind=kind,
        document_id=document_id,
        document_on=on,
        entry_on=on,
        text=text[:500],
        postings=tuple(postings),
    )


def _bounded(amount_vnd: Dong) -> None:
    # Too long even to be asked about; the ledger's own bound lies lower.
    if abs(amount_vnd) >> _AMOUNT_BITS_MAX:
        raise AmountIsTooLarge(amount_vnd=format_dong(amount_vnd))


def _known(choice: str, choices: Mapping[str, object]) -> None:
    if choice not in choices:
        raise ChoiceIsUnknown(choice=choice[:40], choices=", ".join(choices))
