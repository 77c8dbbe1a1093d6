"""Sales: one row is one line; rows with the same number and day are one sale."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said, find_product, reckon_amount
from ecoop.intake.calc.kinds import fields
from ecoop.trade.calc import SaleDraft, SaleLineDraft
from ecoop.trade.errors import CHANNELS, SECTORS

SECTOR_WORDS = {
    "goods": ("hang hoa", "hang", "ban hang", "ban le", "ban buon", "phan phoi", "thuong mai", "goods"),
    "services": ("dich vu", "dv", "xay dung", "services", "service"),
    "asset_lease": ("cho thue", "cho thue tai san", "dai ly", "lease"),
    "production_transport": ("san xuat", "van tai", "an uong", "sx", "nau an", "production"),
    "digital_content": ("noi dung so", "san pham so", "digital"),
    "other": ("khac", "hoat dong khac", "other"),
    "real_estate_lease": ("cho thue nha", "cho thue bat dong san", "cho thue bds"),
}
CHANNEL_WORDS = {
    "shop": ("cua hang", "tai quay", "truc tiep", "offline", "quay", "shop"),
    "platform_paid": ("san", "san tmdt", "shopee", "lazada", "tiktok", "tiktok shop", "grab", "shopeefood", "online"),
    "platform_notice": ("facebook", "zalo", "mang xa hoi"),
}


def to_sale(*, identity: UUID, said: Sequence[Said], products: Products) -> SaleDraft:
    """Make a sale of the rows that bear its number."""
    first = said[0]
    return SaleDraft(
        id=identity,
        sold_on=first["day"],
        lines=tuple(
            SaleLineDraft(
                sector=line["sector"],
                name=line["name"],
                amount_vnd=line["amount"],
                unit=line.get("unit", ""),
                quantity=line.get("quantity"),
                unit_price=line.get("unit_price"),
                product_id=find_product(said=line, products=products),
                is_vat_cut=line.get("is_vat_cut", False),
            )
            for line in said
        ),
        means=first["means"],
        party_name=first.get("party_name", ""),
        party_tax_code=first.get("party_tax_code", ""),
        text=f"{first['number']}: {first['name']}"[:500] if "number" in first else "",
        channel=first.get("channel", "shop"),
        platform_name=first.get("platform_name", ""),
    )


SALES = ListKind(
    name="sales",
    label=_("Sales"),
    about=_("Counter sales, orders, a till's export: one row for each line sold."),
    icon="receipt",
    document=("number", "day"),
    any_of=(("amount",), ("quantity", "unit_price")),
    check_row=reckon_amount,
    to_draft=to_sale,
    place="trade:sales",
    fields=(
        fields.day("ngay ban", "ngay ban hang", "ngay xuat", "ngay lap", "ngay dat hang", "sold on"),
        fields.number(
            label=_("Number of the sale"),
            synonyms=("ma don hang", "so don hang", "ma don", "so bill", "bill", "order", "order number", "ma gd"),
            hint=_("Rows with the same number and day become one sale; without a number each row is its own"),
            examples=("BH-0001", "BH-0002"),
        ),
        fields.product_code(),
        fields.name(label=_("Goods or service"), examples=(_("Dried tea"), _("Beef noodle soup"))),
        fields.unit(),
        fields.quantity(),
        fields.unit_price(),
        fields.amount(
            "doanh thu", "doanh so", "tien ban", "thanh tien ban", "revenue", examples=("450.000", "1.400.000")
        ),
        ListField(
            "sector",
            _("Sector group"),
            "choice",
            ("nhom nganh", "nganh nghe", "nganh", "linh vuc", "loai doanh thu", "nhom nganh nghe", "sector"),
            is_required=True,
            choices=SECTORS,
            words=SECTOR_WORDS,
            fallback="goods",
            hint=_("It decides the rates of the tax"),
            examples=(_("goods"), _("food")),
        ),
        fields.means(examples=(_("cash"), _("transfer"))),
        fields.party(
            label=_("Customer"),
            synonyms=("khach hang", "ten khach hang", "nguoi mua", "ten nguoi mua", "khach", "customer", "buyer"),
            examples=("", _("Mrs Hòa")),
        ),
        fields.tax_code("mst khach hang", "mst nguoi mua", "ma so thue nguoi mua", label=_("Customer's tax code")),
        ListField(
            "is_vat_cut",
            _("VAT is cut"),
            "yes_no",
            ("giam thue", "giam thue gtgt", "duoc giam thue", "giam gtgt", "vat cut"),
            hint=_("Only where the invoice carries the note of the cut"),
        ),
        ListField(
            "channel",
            _("Sold through"),
            "choice",
            ("kenh", "kenh ban", "kenh ban hang", "nguon", "nguon don", "channel"),
            choices=CHANNELS,
            words=CHANNEL_WORDS,
            fallback="shop",
        ),
        ListField(
            "platform_name",
            _("Platform"),
            "text",
            ("san", "ten san", "san tmdt", "nen tang", "san thuong mai dien tu", "platform"),
            letters_max=100,
        ),
    ),
    notes=(
        _("Write goods that came back as a row with a negative amount."),
        _("Lines of totals, empty rows and signatures are passed over."),
    ),
)
