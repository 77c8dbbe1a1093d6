"""Products, places of business and bank accounts on their way in, and what the law says about each."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.lawbook.calc import Law
from ecoop.trade.calc.entries import check_bounds, check_choice
from ecoop.trade.errors import SECTORS, AmountIsNegative, NameIsMissing, SectorHasNoVatCut

PRODUCT, PLACE, BANK_ACCOUNT = "trade.product", "trade.place", "trade.bank-account"
NOTICE_DAYS = "tax/household/filing/place_notice_working_days"
_VAT_CUT = "tax/household/vat_cut_ratio"


@dataclass(frozen=True)
class ProductDraft:
    """A product on its way in, or what a product shall be from now on."""

    id: UUID
    name: str
    sector: str
    code: str = ""
    unit: str = ""
    price_vnd: Dong | None = None
    is_vat_cut: bool = False
    is_stocked: bool = False


@dataclass(frozen=True)
class PlaceDraft:
    """A place of business on its way in, or what it shall be from now on; the code is the tax office's."""

    id: UUID
    name: str
    opened_on: date
    code: str = ""
    address_line: str = ""
    ward_code: str = ""
    is_head_office: bool = False


@dataclass(frozen=True)
class BankAccountDraft:
    """A bank account or wallet of the business on its way in."""

    id: UUID
    bank_name: str
    number: str
    bank_bin: str = ""
    holder: str = ""


def check_product(*, product: ProductDraft, law: Law) -> None:
    """Refuse a product without a name, with a price below zero, or with a cut that its sector group cannot have.

    Law:    tax/sectors, vat_cut_possible
    Raises: NameIsMissing, AmountIsNegative, AmountIsTooLarge, ChoiceIsUnknown, SectorHasNoVatCut
    """
    if not product.name.strip():
        raise NameIsMissing()
    check_choice(choice=product.sector, choices=SECTORS)
    if product.price_vnd is not None:
        check_bounds(amount_vnd=product.price_vnd)
        if product.price_vnd < 0:
            raise AmountIsNegative()
    if product.is_vat_cut and product.sector not in sectors_with_vat_cut(law=law):
        raise SectorHasNoVatCut(sector=SECTORS[product.sector])


def sectors_with_vat_cut(*, law: Law) -> frozenset[str]:
    """Give the sector groups whose VAT may be cut while there is a cut; its exclusions are told in words.

    Law: tax/household/vat_cut_ratio; tax/sectors, vat_cut_possible
    """
    if not law.has(_VAT_CUT):
        return frozenset()
    return frozenset(row["code"] for row in law.table("tax/sectors") if row["vat_cut_possible"] == "yes")


def notice_due_on(*, opened_on: date, law: Law) -> date:
    """Give the last day on which a new or changed place of business is to be announced to the tax office.

    Law: tax/household/filing/place_notice_working_days
    """
    due_on = opened_on
    for _day in range(law.whole(NOTICE_DAYS)):
        due_on = law.next_working_day(due_on + timedelta(days=1))
    return due_on
