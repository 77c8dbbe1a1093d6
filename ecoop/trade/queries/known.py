"""Which of the things that drafts name are there."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ecoop.trade.errors import BankAccountNotFound, ProductNotFound
from ecoop.trade.models import BankAccount, Product


@dataclass(frozen=True)
class KnownThings:
    """The products and bank accounts of an organisation, out of those that were asked about."""

    product_ids: frozenset[UUID]
    bank_account_ids: frozenset[UUID]

    def check(self, *, product_ids: Collection[UUID | None] = (), bank_account_id: UUID | None = None) -> None:
        """Refuse a draft that names something that is not there.

        Raises: ProductNotFound, BankAccountNotFound
        """
        if any(each is not None and each not in self.product_ids for each in product_ids):
            raise ProductNotFound()
        if bank_account_id is not None and bank_account_id not in self.bank_account_ids:
            raise BankAccountNotFound()


def get_known_things(
    *, org_id: UUID, product_ids: Collection[UUID | None] = (), bank_account_ids: Collection[UUID | None] = ()
) -> KnownThings:
    """Get which of some products and bank accounts are there.

    Queries: 1 for each kind that is named at all
    """
    products = {each for each in product_ids if each is not None}
    accounts = {each for each in bank_account_ids if each is not None}
    found = Product.objects.filter(org_id=org_id, id__in=products) if products else ()
    opened = BankAccount.objects.filter(org_id=org_id, id__in=accounts) if accounts else ()
    return KnownThings(frozenset(each.id for each in found), frozenset(each.id for each in opened))
