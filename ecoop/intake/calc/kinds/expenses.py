"""Expenses: one row is one expense of one of the six cost groups."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said
from ecoop.intake.calc.kinds import fields
from ecoop.trade.calc import ExpenseDraft
from ecoop.trade.errors import COST_GROUPS

GROUP_WORDS = {
    "materials": ("nguyen lieu", "nguyen vat lieu", "vat lieu", "hang hoa", "nvl", "materials"),
    "wages": ("luong", "tien luong", "tien cong", "nhan cong", "bao hiem", "wages", "salary"),
    "depreciation": ("khau hao", "depreciation"),
    "bought_services": (
        "dich vu", "dich vu mua ngoai", "dien", "nuoc", "dien nuoc", "tien dien", "tien nuoc", "internet", "dien thoai",
        "thue nha", "thue mat bang", "van chuyen", "quang cao", "services",
    ),
    "interest": ("lai vay", "lai", "interest"),
    "other": ("khac", "chi khac", "chi phi khac", "other"),
}  # fmt: skip


def to_expense(*, identity: UUID, said: Sequence[Said], products: Products) -> ExpenseDraft:
    """Make an expense of one row."""
    (only,) = said
    number = f"{only['number']}: " if "number" in only else ""
    return ExpenseDraft(
        id=identity,
        spent_on=only["day"],
        group=only["group"],
        amount_vnd=only["amount"],
        means=only["means"],
        party_name=only.get("party_name", ""),
        party_tax_code=only.get("party_tax_code", ""),
        text=f"{number}{only['name']}"[:500],
        has_invoice=only.get("has_invoice", False),
    )


EXPENSES = ListKind(
    name="expenses",
    label=_("Expenses"),
    about=_("Wages, electricity, rent, interest and other costs: one row for each expense."),
    icon="cash",
    to_draft=to_expense,
    place="trade:expenses",
    fields=(
        fields.day("ngay chi", "spent on"),
        fields.number(
            label=_("Number of the paper"),
            synonyms=("so phieu chi", "phieu chi"),
            hint=_("It stands in the text of the expense"),
            examples=("PC-01", "PC-02"),
        ),
        fields.name(label=_("What was it?"), examples=(_("Electricity in March"), _("Wages in March"))),
        fields.needed(fields.amount("so tien chi", "chi phi", "chi", examples=("1.250.000", "8.000.000"))),
        ListField(
            "group",
            _("Cost group"),
            "choice",
            ("nhom chi phi", "loai chi phi", "khoan muc", "khoan muc chi phi", "loai chi", "nhom", "loai", "group"),
            is_required=True,
            choices=COST_GROUPS,
            words=GROUP_WORDS,
            fallback="other",
            examples=(_("electricity"), _("wages")),
        ),
        fields.means(examples=(_("transfer"), _("cash"))),
        fields.party(
            label=_("Paid to"),
            synonyms=("nguoi nhan", "tra cho", "nha cung cap", "ncc", "nguoi ban", "ten nguoi nhan", "payee"),
            examples=(_("Power company"), ""),
        ),
        fields.tax_code("mst nguoi ban", "mst ncc", label=_("Their tax code")),
        ListField(
            "has_invoice",
            _("There is an invoice"),
            "yes_no",
            ("co hoa don", "hoa don", "so hoa don", "hd", "invoice"),
            examples=(_("yes"), _("no")),
        ),
    ),
)
