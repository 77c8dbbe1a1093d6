"""Trade with members: one row is one delivery, supply, service or stretch of work."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said, reckon_amount
from ecoop.intake.calc.kinds import fields
from ecoop.kernel.dong import Dong
from ecoop.members.calc import DealingDraft, DealingKind, ListedDealing, Means

KIND_CHOICES = {
    "purchase": _("bought by the cooperative"),
    "goods": _("goods supplied"),
    "product": _("own products supplied"),
    "service": _("services supplied"),
    "labour": _("labour"),
    "lending": _("interest of an internal loan"),
    "other": _("other supply"),
}
KIND_WORDS = {
    "purchase": (
        "thu mua",
        "mua",
        "mua vao",
        "mua cua thanh vien",
        "nhap",
        "giao hang",
        "thu mua nong san",
        "purchase",
    ),
    "goods": ("ban", "ban hang", "cung ung", "vat tu", "ban vat tu", "cung cap vat tu", "hang hoa", "goods"),
    "product": ("san pham", "ban san pham", "thanh pham", "product"),
    "service": ("dich vu", "dv", "lam dat", "phun thuoc", "say", "van chuyen", "service"),
    "labour": ("cong", "ngay cong", "lao dong", "tien cong", "luong", "labour", "work"),
    "lending": ("lai", "lai vay", "lai cho vay", "lending", "interest"),
    "other": ("khac", "other"),
}
WHAT_CHOICES = {"goods": _("goods to sell"), "materials": _("materials to work up")}
WHAT_WORDS = {
    "goods": ("hang hoa", "hang", "goods"),
    "materials": ("nguyen lieu", "nguyen vat lieu", "vat lieu", "materials"),
}


def to_dealing(*, identity: UUID, said: Sequence[Said], products: Products) -> ListedDealing:
    """Make a line of trade of a row; days of work make it labour."""
    (only,) = said
    days = only.get("days")
    kind = DealingKind.LABOUR if days is not None else DealingKind(only["kind"])
    draft = DealingDraft(
        id=identity,
        dealt_on=only["day"],
        side=None,
        kind=kind,
        means=Means(only["means"]),
        text=only["name"],
        value_vnd=only["amount"],
        cost_vnd=only.get("cost", Dong(0)),
        vat_vnd=only.get("vat"),
        quantity=days if days is not None else only.get("quantity"),
        unit=only.get("unit", ""),
        unit_price=only.get("unit_price"),
        what=only.get("what", "") if kind is DealingKind.PURCHASE else "",
        number=only.get("number", ""),
        season=only.get("season", ""),
        plot=only.get("plot", ""),
        has_invoice=only.get("has_invoice", False),
    )
    return ListedDealing(draft, only.get("member_number", ""), only.get("member_name", ""))


def reckon_value(said: dict[str, Any]) -> None:
    """Fill in the value of a row from its quantity, or its days, and its price where it has none.

    Raises: AmountIsMissing
    """
    reckoned = {**said, "quantity": said["days"]} if "days" in said else dict(said)
    reckon_amount(reckoned)
    said["amount"] = reckoned["amount"]


DEALINGS = ListKind(
    name="dealings",
    label=_("Trade with members"),
    about=_("Deliveries, supplies, services and days of work, as the weighing station or the office wrote them down."),
    icon="arrows-exchange",
    org_kinds=("cooperative",),
    any_of=(("amount",), ("quantity", "unit_price"), ("days", "unit_price")),
    check_row=reckon_value,
    to_draft=to_dealing,
    place="members:trade",
    notes=(_("Whether a row is internal or external follows from the member's type and agreement on its day."),),
    fields=(
        fields.day("ngay giao", "ngay can", "ngay mua", "ngay ban", "ngay lam", "ngay giao nhan"),
        ListField(
            "member_number",
            _("Number of the member"),
            "text",
            ("ma thanh vien", "ma tv", "so thanh vien", "so tv", "mtv", "ma xa vien", "member number"),
            letters_max=20,
            hint=_("As in the register; without it the name does, if only one member bears it"),
            examples=("TV001", ""),
        ),
        ListField(
            "member_name",
            _("Name of the member"),
            "text",
            (
                "ten thanh vien", "thanh vien", "ho ten thanh vien", "ten xa vien", "xa vien", "ho ten", "ho va ten",
                "ten ho", "ho thanh vien", "nguoi giao", "nguoi ban", "doi tuong", "member", "name of member",
            ),
            letters_max=200,
            examples=("", _("Mr Bình")),
        ),
        ListField(
            "kind",
            _("Kind"),
            "choice",
            ("loai", "loai giao dich", "phan loai", "nghiep vu", "hinh thuc", "kind", "type"),
            choices=KIND_CHOICES,
            words=KIND_WORDS,
            fallback="purchase",
            is_asked=True,
            examples=(_("bought by the cooperative"), _("labour")),
        ),
        fields.number(
            label=_("Number of the paper"),
            synonyms=("so phieu can", "so phieu nhap", "phieu can"),
            hint=_("The slip of the scales, the receipt, the timesheet"),
            examples=("PC-17", ""),
        ),
        fields.name(label=_("What was it?"), examples=(_("Fresh tea buds"), _("Packing bags"))),
        fields.unit(),
        fields.quantity("khoi luong", "so kg", "can nang", "kg", "san luong"),
        ListField(
            "days",
            _("Days of work"),
            "quantity",
            ("ngay cong", "so cong", "cong", "so ngay cong", "tong cong ngay", "days", "work days"),
            hint=_("A row with days of work is labour, whatever its kind says"),
            examples=("", "2,5"),
        ),
        fields.unit_price("tien cong ngay", "don gia cong", "gia thu mua"),
        fields.amount("tien hang chua thue", "thanh tien chua thue", "tien cong", examples=("450.000", "500.000")),
        ListField(
            "vat",
            _("Value added tax"),
            "amount",
            ("thue gtgt", "tien thue", "tien thue gtgt", "vat", "thue vat", "thue"),
            hint=_("On top of the amount"),
        ),
        ListField("cost", _("Cost"), "amount", ("gia von", "tien von", "von", "chi phi", "cost")),
        fields.means(examples=(_("cash"), _("cash"))),
        ListField(
            "what",
            _("What is bought is taken in as"),
            "choice",
            ("nhap vao", "nhap kho", "tai khoan kho"),
            choices=WHAT_CHOICES,
            words=WHAT_WORDS,
        ),
        ListField("has_invoice", _("There is an invoice"), "yes_no", ("co hoa don", "hoa don", "hd gtgt")),
        ListField("season", _("Season"), "text", ("mua vu", "vu", "season"), letters_max=60),
        ListField("plot", _("Plot"), "text", ("lo", "thua", "thua ruong", "ruong", "nuong", "plot"), letters_max=100),
    ),
)  # fmt: skip
