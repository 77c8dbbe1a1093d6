"""The kinds of lists that can be brought in; a new kind is a file beside this one and a line here."""

from collections.abc import Mapping

from ecoop.intake.calc.columns import ListKind
from ecoop.intake.calc.kinds.assets import ASSETS
from ecoop.intake.calc.kinds.bank_accounts import BANK_ACCOUNTS
from ecoop.intake.calc.kinds.counterparties import COUNTERPARTIES
from ecoop.intake.calc.kinds.dealings import DEALINGS
from ecoop.intake.calc.kinds.expenses import EXPENSES
from ecoop.intake.calc.kinds.members import MEMBERS
from ecoop.intake.calc.kinds.products import PRODUCTS
from ecoop.intake.calc.kinds.purchases import PURCHASES_WITH_INVOICE, PURCHASES_WITHOUT_INVOICE
from ecoop.intake.calc.kinds.sales import SALES
from ecoop.intake.calc.kinds.stock import STOCK
from ecoop.intake.calc.kinds.vouchers import VOUCHERS
from ecoop.intake.errors import KindIsUnknown

KINDS: Mapping[str, ListKind] = {
    kind.name: kind
    for kind in (
        SALES,
        PURCHASES_WITH_INVOICE,
        PURCHASES_WITHOUT_INVOICE,
        EXPENSES,
        PRODUCTS,
        STOCK,
        DEALINGS,
        MEMBERS,
        ASSETS,
        VOUCHERS,
        COUNTERPARTIES,
        BANK_ACCOUNTS,
    )
}


def kind_of(name: str) -> ListKind:
    """Give a kind of list by its name.

    Raises: KindIsUnknown
    """
    try:
        return KINDS[name]
    except KeyError:
        raise KindIsUnknown(kind=name, kinds=", ".join(KINDS)) from None
