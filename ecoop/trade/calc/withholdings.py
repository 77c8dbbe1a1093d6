"""What platforms withheld, on its way in, and the entry it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.calc.rules import PostingRule, postings_by_rule
from ecoop.trade.calc.entries import check_bounds, entry_of
from ecoop.trade.calc.sales import WITHHOLDING
from ecoop.trade.errors import AmountIsNegative, AmountIsZero, NameIsMissing


@dataclass(frozen=True)
class WithholdingDraft:
    """A platform's statement of a month on its way in: the taxes it withheld and paid for the household."""

    id: UUID
    month: date
    platform_name: str
    vat_vnd: Dong
    pit_vnd: Dong
    paper: str = ""

    @property
    def stated_on(self) -> date:
        """Give the last day of the month, on which the statement stands in the books."""
        return next_month_start(self.month) - timedelta(days=1)


def entry_of_withholding(*, withholding: WithholdingDraft, rules: Mapping[str, PostingRule]) -> EntryDraft:
    """Turn a platform's statement into its entry: it owes less, and so much of each tax is paid.

    Raises: NameIsMissing, AmountIsNegative, AmountIsZero, AmountIsTooLarge
    """
    if not withholding.platform_name.strip():
        raise NameIsMissing()
    postings: list[Posting] = []
    for tax, amount in (("vat", withholding.vat_vnd), ("pit", withholding.pit_vnd)):
        check_bounds(amount_vnd=amount)
        if amount < 0:
            raise AmountIsNegative()
        if amount:
            postings += postings_by_rule(rule=rules["tax-withheld"], amounts={"amount_vnd": amount}, facts={"tax": tax})
    if not postings:
        raise AmountIsZero(on=withholding.stated_on)
    text = f"{withholding.platform_name} {withholding.month:%m/%Y} {withholding.paper}".strip()
    on = withholding.stated_on
    return entry_of(kind=WITHHOLDING, document_id=withholding.id, on=on, text=text, postings=postings)
