"""Cash books and lists of banks of a cooperative: one row is one receipt or payment."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said
from ecoop.intake.calc.kinds import fields
from ecoop.kernel.dong import Dong
from ecoop.vouchers.calc.listed import ListedVoucher
from ecoop.vouchers.errors import ReceiptOrPayment

BOOKS = {"cash": _("cash"), "bank": _("bank")}


def to_voucher(*, identity: UUID, said: Sequence[Said], products: Products) -> ListedVoucher:
    """Make a listed voucher of one row."""
    (only,) = said
    return ListedVoucher(
        id=identity,
        voucher_on=only["day"],
        text=only["name"],
        means=only["means"],
        receipt_vnd=only.get("receipt", Dong(0)),
        payment_vnd=only.get("payment", Dong(0)),
        account=only.get("account", ""),
        reason=only.get("reason", ""),
        number=only.get("number", ""),
        party=only.get("party_name", ""),
    )


def reckon_moved(said: dict[str, Any]) -> None:
    """Fill in the amount of a row: its receipt or its payment.

    Raises: ReceiptOrPayment
    """
    receipt, payment = said.get("receipt", Dong(0)), said.get("payment", Dong(0))
    if bool(receipt) == bool(payment):
        raise ReceiptOrPayment(text=said.get("name", "")[:80])
    said["amount"] = receipt or payment


VOUCHERS = ListKind(
    name="vouchers",
    label=_("Cash book or list of the bank"),
    about=_("Receipts and payments of a cooperative: one row is one voucher."),
    icon="receipt",
    org_kinds=("cooperative",),
    any_of=(("receipt",), ("payment",)),
    check_row=reckon_moved,
    to_draft=to_voucher,
    place="vouchers:vouchers",
    notes=(
        _("The account against it says what a row is; else its reason, else how the same text was recorded before."),
    ),
    fields=(
        fields.day("ngay chung tu", "ngay gd", "ngay hieu luc"),
        fields.number(
            label=_("Number of the paper"),
            synonyms=("so phieu thu", "so phieu chi", "phieu thu", "phieu chi", "so but toan"),
            hint=_("As it stands on the receipt or payment"),
            examples=("PT001", "PC001"),
        ),
        fields.name(label=_("What was it?"), examples=(_("Electricity in March"), _("A customer pays"))),
        ListField(
            "receipt",
            _("Receipt"),
            "amount",
            ("thu", "so tien thu", "tien thu", "ghi co", "co", "phat sinh co", "tien vao", "receipt", "credit"),
            examples=("", "5.000.000"),
        ),
        ListField(
            "payment",
            _("Payment"),
            "amount",
            ("chi", "so tien chi", "tien chi", "ghi no", "no", "phat sinh no", "tien ra", "payment", "debit"),
            examples=("1.250.000", ""),
        ),
        ListField(
            "means",
            _("Which book"),
            "choice",
            ("loai tien", "quy", "so", "hinh thuc", "cash or bank"),
            choices=BOOKS,
            words={"cash": fields.MEANS_WORDS["cash"], "bank": fields.MEANS_WORDS["bank"]},
            fallback="cash",
            is_asked=True,
            examples=(_("cash"), _("cash")),
        ),
        ListField(
            "account",
            _("Account against it"),
            "text",
            ("tk doi ung", "tai khoan doi ung", "doi ung", "tk", "tai khoan", "tkdu", "contra account", "account"),
            letters_max=20,
            hint=_("642, 331, 131 …"),
            examples=("642", "131"),
        ),
        ListField(
            "reason",
            _("What happened"),
            "text",
            ("ly do", "nghiep vu", "loai nghiep vu", "loai", "reason"),
            letters_max=200,
            hint=_("As the first step of a new voucher calls it"),
        ),
        fields.party(
            label=_("With whom"),
            synonyms=("nguoi nop", "nguoi nhan", "ma doi tuong", "khach hang", "nha cung cap", "nguoi nop nhan"),
            examples=("", "KH01"),
        ),
    ),
)
