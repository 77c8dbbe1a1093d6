"""A line of trade on its way in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.members.calc.trade import DealingKind, Means, Side


@dataclass(frozen=True)
class DealingDraft:
    """One line of trade on one day; without a member it is with somebody outside.

    Without a side, the law chooses it by the member's type and agreement on that day. The value is without value
    added tax; that is reckoned from its rate where it is not said. Of labour, quantity and price are days and the
    pay of a day.
    """

    id: UUID
    dealt_on: date
    side: Side | None
    kind: DealingKind
    means: Means
    text: str
    value_vnd: Dong
    cost_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    member_id: UUID | None = None
    agreement_id: UUID | None = None
    vat_rate: Decimal | None = None
    vat_vnd: Dong | None = None
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    what: str = ""
    number: str = ""
    item_id: UUID | None = None
    season: str = ""
    plot: str = ""
    has_invoice: bool = False


@dataclass(frozen=True)
class ListedDealing:
    """A line of trade as a list says it: the member by number or by name, both empty for somebody outside."""

    draft: DealingDraft
    member_number: str = ""
    member_name: str = ""

    @property
    def id(self) -> UUID:
        """Give the id under which the line is recorded."""
        return self.draft.id
