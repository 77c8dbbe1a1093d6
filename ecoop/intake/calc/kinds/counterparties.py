"""Counterparties of a cooperative: one row is one customer, supplier, bank, worker or authority."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said
from ecoop.intake.calc.kinds import fields
from ecoop.vouchers.calc.counterparties import LETTERS_MAX, CounterpartyDraft
from ecoop.vouchers.errors import COUNTERPARTY_KINDS

KIND_WORDS = {
    "customer": ("khach hang", "kh", "nguoi mua", "customer"),
    "supplier": ("nha cung cap", "ncc", "nguoi ban", "supplier"),
    "bank": ("ngan hang", "nh", "bank"),
    "worker": ("nhan vien", "nv", "nguoi lao dong", "cong nhan", "worker"),
    "authority": ("co quan", "nha nuoc", "thue", "bao hiem", "authority"),
    "other": ("khac", "other"),
}


def to_counterparty(*, identity: UUID, said: Sequence[Said], products: Products) -> CounterpartyDraft:
    """Make a counterparty of one row."""
    (only,) = said
    texts = ("code", "address", "phone", "bank_name", "bank_account")
    return CounterpartyDraft(
        id=identity,
        name=only["name"],
        kind=only["kind"],
        tax_code=only.get("party_tax_code", ""),
        **{each: only.get(each, "") for each in texts},
    )


COUNTERPARTIES = ListKind(
    name="counterparties",
    label=_("Counterparties"),
    about=_("Customers, suppliers, banks and workers of a cooperative: one row for each."),
    icon="users",
    org_kinds=("cooperative",),
    to_draft=to_counterparty,
    place="vouchers:counterparties",
    fields=(
        ListField(
            "name",
            _("Name"),
            "text",
            ("ten", "ten doi tuong", "ten khach hang", "ten nha cung cap", "ho ten", "ho va ten", "ten don vi", "name"),
            is_required=True,
            letters_max=LETTERS_MAX["name"],
            examples=(_("Power company"), _("Tea shop")),
        ),
        ListField(
            "kind",
            _("Kind"),
            "choice",
            ("loai", "loai doi tuong", "nhom", "phan loai", "kind", "type"),
            choices=COUNTERPARTY_KINDS,
            words=KIND_WORDS,
            fallback="other",
            examples=(_("Supplier"), _("Customer")),
        ),
        ListField(
            "code",
            _("Code"),
            "text",
            ("ma", "ma doi tuong", "ma khach hang", "ma kh", "ma ncc", "ma nha cung cap", "code"),
            letters_max=LETTERS_MAX["code"],
            examples=("NCC01", "KH01"),
        ),
        fields.tax_code(label=_("Tax code")),
        ListField("address", _("Address"), "text", ("dia chi", "address"), letters_max=LETTERS_MAX["address"]),
        ListField("phone", _("Phone"), "text", ("dien thoai", "sdt", "so dien thoai", "phone"), letters_max=30),
        ListField("bank_name", _("Bank"), "text", ("ngan hang", "ten ngan hang", "bank"), letters_max=120),
        ListField(
            "bank_account", _("Account number"), "text", ("so tai khoan", "stk", "tai khoan", "account"), letters_max=40
        ),
    ),
)
