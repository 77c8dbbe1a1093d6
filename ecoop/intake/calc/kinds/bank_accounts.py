"""Bank accounts of members: one row says where one member is paid from a day on."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.distribution.calc.paying import BankAccountDraft, ListedAccount
from ecoop.intake.calc.columns import ListField, ListKind, Products, Said
from ecoop.intake.calc.kinds import fields


def to_account(*, identity: UUID, said: Sequence[Said], products: Products) -> ListedAccount:
    """Make an account of one row."""
    (only,) = said
    draft = BankAccountDraft(
        id=identity,
        member_id=None,
        starts_on=only["day"],
        **{name: only.get(name, "") for name in ("number", "bank_name", "bank_bin", "holder")},
    )
    return ListedAccount(draft, only.get("member_number", ""), only.get("member_name", ""))


BANK_ACCOUNTS = ListKind(
    name="bank-accounts",
    label=_("Bank accounts of members"),
    about=_("Where each member is paid: payment lists for the bank take the accounts from here."),
    icon="building-bank",
    org_kinds=("cooperative",),
    any_of=(("member_number",), ("member_name",)),
    to_draft=to_account,
    place="distribution:this-year-end",
    notes=(_("A row without an account number says that this member is paid in cash from that day on."),),
    fields=(
        fields.day("tu ngay", "ap dung tu", "hieu luc tu", "from"),
        ListField(
            "member_number",
            _("Number of the member"),
            "text",
            ("ma thanh vien", "ma tv", "so thanh vien", "so tv", "mtv", "ma xa vien", "ma", "member number"),
            letters_max=20,
            hint=_("As in the register; without it the name does, if only one member bears it"),
            examples=("TV001", "TV002"),
        ),
        ListField(
            "member_name",
            _("Name of the member"),
            "text",
            (
                "ten thanh vien",
                "thanh vien",
                "ho ten thanh vien",
                "ten xa vien",
                "ho ten",
                "ho va ten",
                "member",
                "ten",
            ),
            letters_max=200,
            examples=("", ""),
        ),
        ListField(
            "number",
            _("Account number"),
            "text",
            ("so tai khoan", "stk", "tai khoan", "so tk", "account", "account number"),
            letters_max=40,
            examples=("19036987410014", "0071000123456"),
        ),
        ListField(
            "bank_name",
            _("Bank"),
            "text",
            ("ngan hang", "ten ngan hang", "bank", "chi nhanh", "ngan hang thu huong"),
            letters_max=120,
            examples=("Agribank", "Vietcombank"),
        ),
        ListField(
            "bank_bin",
            _("Code of the bank (six digits)"),
            "text",
            ("ma ngan hang", "bin", "ma bin", "bank code"),
            letters_max=12,
            examples=("970405", "970436"),
        ),
        ListField(
            "holder",
            _("Holder, if it is another name"),
            "text",
            ("chu tai khoan", "ten chu tai khoan", "nguoi thu huong", "holder"),
            letters_max=140,
        ),
    ),
)
