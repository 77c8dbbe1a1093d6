"""Record sales: the documents, their entries in the ledger, and who did it, in one go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ecoop.kernel.dates import format_day
from ecoop.ledger.actions.lock_books import lock_books
from ecoop.ledger.calc import EntryDraft
from ecoop.trade.actions.add_revenue import add_revenue
from ecoop.trade.actions.add_sold import add_sold
from ecoop.trade.actions.post_documents import post_documents, record_batch, rules_for
from ecoop.trade.actions.write_sales import write_sales
from ecoop.trade.calc import SALE, Outcome, SaleDraft, check_return, entry_of_sale
from ecoop.trade.errors import DocumentNotFound, PlaceIsClosed, PlaceNotFound
from ecoop.trade.queries.known import get_known_things
from ecoop.trade.queries.returns import list_sales_left
from ecoop.trade.queries.things import list_places


@transaction.atomic
def record_sales(*, org_id: UUID, sales: Sequence[SaleDraft], by: UUID, now: datetime) -> list[Outcome]:
    """Record a batch of sales; a good one is kept whatever becomes of the others.

    Call it inside the organisation's walls. A sale whose id is there already is left as it is,
    and refused if it says something else now. A return takes back no more than is left of its sale.

    Shape:  one outcome per sale, in order
    Raises: BooksNotOpen
    Queries: about 8 for any number of sales; up to 9 more if they name products, places, accounts or returns
    """
    if not sales:
        return []
    if any(sale.returns_id for sale in sales):
        lock_books(org_id=org_id)
    rules = rules_for(org_id=org_id, on=max(sale.sold_on for sale in sales))
    checks = _Checks(org_id, sales)

    def to_entry(sale: SaleDraft) -> EntryDraft:
        checks.check(sale)
        entry = entry_of_sale(sale=sale, rules=rules)
        checks.take(sale)
        return entry

    outcomes, recorded = post_documents(org_id=org_id, drafts=sales, to_entry=to_entry, by=by, now=now)
    write_sales(org_id=org_id, sales=recorded, by=by, now=now)
    add_revenue(org_id=org_id, sales=recorded)
    add_sold(org_id=org_id, sales=recorded)
    record_batch(org_id=org_id, verb="trade.sale.record", kind=SALE, recorded=recorded, by=by, now=now)
    return outcomes


class _Checks:
    """What the sales of a batch name: products, places and accounts that must be there, goods that may come back."""

    def __init__(self, org_id: UUID, sales: Sequence[SaleDraft]) -> None:
        self.known = get_known_things(
            org_id=org_id,
            product_ids=[line.product_id for sale in sales for line in sale.lines],
            bank_account_ids=[sale.bank_account_id for sale in sales],
        )
        has_places = any(sale.place_id for sale in sales)
        self.places = {place.id: place for place in list_places(org_id=org_id)} if has_places else {}
        wanted = {sale.returns_id for sale in sales if sale.returns_id}
        ids = [sale.id for sale in sales]
        self.left = list_sales_left(org_id=org_id, sale_ids=wanted, apart_from=ids) if wanted else {}
        self.taken: set[UUID] = set()

    def check(self, sale: SaleDraft) -> None:
        self.known.check(product_ids=[line.product_id for line in sale.lines], bank_account_id=sale.bank_account_id)
        if sale.place_id:
            place = self.places.get(sale.place_id)
            if place is None:
                raise PlaceNotFound()
            if place.closed_on is not None and sale.sold_on > place.closed_on and not sale.returns_id:
                raise PlaceIsClosed(name=place.name, closed_on=format_day(place.closed_on))
        if sale.returns_id and sale.id not in self.taken:
            if sale.returns_id not in self.left:
                raise DocumentNotFound()
            check_return(back=sale, left=self.left[sale.returns_id])

    def take(self, sale: SaleDraft) -> None:
        # The next return of the same batch finds so much less; the same one sent twice takes only once.
        if sale.returns_id and sale.id not in self.taken:
            self.left[sale.returns_id] = self.left[sale.returns_id].less(sale)
            self.taken.add(sale.id)
