"""Assets that the books know already: one row is one asset, with its cost and how much of it is worn."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.assets.calc.drafts import AssetDraft, SourceDraft, Weights
from ecoop.assets.calc.words import Form, Kind, Origin
from ecoop.intake.calc.columns import ListField, ListKind, Products, Said
from ecoop.intake.calc.kinds import fields
from ecoop.kernel.dong import Dong

KIND_CHOICES = {
    "fixed": _("fixed asset"),
    "undivided": _("undivided asset"),
    "welfare": _("welfare asset"),
}
KIND_WORDS = {
    "fixed": ("co dinh", "tscd", "tai san co dinh", "fixed"),
    "undivided": ("khong chia", "tai san chung khong chia", "chung khong chia", "undivided"),
    "welfare": ("phuc loi", "quy phuc loi", "tai san phuc loi", "welfare"),
}
FORM_CHOICES = {
    "tangible": _("tangible"),
    "intangible": _("intangible, land-use right"),
    "leased": _("finance lease"),
    "property": _("investment property"),
}
FORM_WORDS = {
    "tangible": ("huu hinh", "tscd huu hinh"),
    "intangible": ("vo hinh", "quyen su dung dat", "qsdd", "dat"),
    "leased": ("thue tai chinh",),
    "property": ("bat dong san dau tu",),
}
WHERE_CHOICES = {"management": _("management"), "production": _("production"), "idle": _("idle")}
WHERE_WORDS = {
    "management": ("quan ly", "bo phan quan ly", "van phong"),
    "production": ("san xuat", "bo phan san xuat", "xuong"),
    "idle": ("chua dung", "khong dung", "nhan roi"),
}
# Where a list does not say whose money it was: each kind has one source that nothing speaks against.
_SOURCE_OF = {Kind.FIXED: "own", Kind.UNDIVIDED: "fund", Kind.WELFARE: "welfare"}


def to_asset(*, identity: UUID, said: Sequence[Said], products: Products) -> AssetDraft:
    """Make an asset of a row; the State's part of its cost is a source of its own."""
    (only,) = said
    kind, cost_vnd = Kind(only["kind"]), Dong(only["amount"])
    state_vnd = Dong(only.get("state", 0))
    sources = [SourceDraft("state", state_vnd)] if state_vnd else []
    if cost_vnd != state_vnd:
        sources.append(SourceDraft(_SOURCE_OF[kind], Dong(cost_vnd - state_vnd)))
    letter = only.get("designation", "") or ("c" if state_vnd else "b")
    where = only["where"]
    return AssetDraft(
        id=identity,
        code=only["number"],
        name=only["name"],
        kind=kind,
        form=Form(only["form"]),
        origin=Origin.IN_BOOKS,
        acquired_on=only["day"],
        in_use_on=only.get("in_use", only["day"]),
        cost_vnd=cost_vnd,
        sources=sources,
        designation=letter if kind == Kind.UNDIVIDED else "",
        life_months=_months(only.get("life")),
        months_left=_months(only.get("left")),
        opening_worn_vnd=Dong(only.get("worn", 0)),
        weights=Weights(int(where == "production"), int(where == "management"), int(where == "idle")),
        place=only.get("place", ""),
        custodian=only.get("custodian", ""),
        serial=only.get("serial", ""),
        project=only.get("project", ""),
    )


def _months(number: Decimal | None) -> int | None:
    return int(number) if number else None


ASSETS = ListKind(
    name="assets",
    label=_("Assets that the books know"),
    about=_("The old list of fixed and undivided assets, with what was worn before this register began."),
    icon="tractor",
    org_kinds=("cooperative",),
    to_draft=to_asset,
    place="assets:assets",
    notes=(
        _("Nothing is posted: cost and wear stand in the opening balances."),
        _("The page of assets shows whether both agree."),
    ),
    fields=(
        fields.day("ngay tang", "ngay mua", "ngay ghi tang", "ngay nhan"),
        fields.needed(
            fields.number(
                label=_("Code on the label"),
                synonyms=("ma tai san", "ma ts", "so hieu tscd", "so the", "ma tscd", "ma"),
                hint=_("Each asset has its own"),
                examples=("TS001", "TS002"),
            )
        ),
        fields.name(label=_("Name"), examples=(_("Tea roaster"), _("Warehouse"))),
        ListField(
            "kind",
            _("Kind of asset"),
            "choice",
            ("loai", "loai tai san", "nhom", "kind"),
            choices=KIND_CHOICES,
            words=KIND_WORDS,
            fallback="fixed",
            is_asked=True,
            examples=(_("fixed asset"), _("undivided asset")),
        ),
        ListField(
            "form", _("Tangible or not"), "choice", ("hinh thuc", "hinh thai", "form"),
            choices=FORM_CHOICES, words=FORM_WORDS, fallback="tangible",
        ),
        ListField(
            "where", _("Whose cost is its wear"), "choice", ("bo phan", "bo phan su dung", "noi chiu chi phi"),
            choices=WHERE_CHOICES, words=WHERE_WORDS, fallback="management", is_asked=True,
        ),
        fields.needed(fields.amount("nguyen gia", "gia tri ban dau", examples=("120.000.000", "800.000.000"))),
        ListField(
            "worn", _("Worn so far"), "amount",
            ("hao mon", "hao mon luy ke", "khau hao luy ke", "da khau hao", "gia tri hao mon"),
            hint=_("Until the first day of the books"), examples=("36.000.000", "0"),
        ),
        ListField(
            "state", _("Of the cost, given by the State"), "amount",
            ("von nha nuoc", "nha nuoc", "nguon nha nuoc", "nha nuoc ho tro"),
        ),
        ListField(
            "life", _("Useful life in months"), "quantity",
            ("so thang", "thoi gian su dung", "thoi gian khau hao", "so thang khau hao", "tgsd"),
            examples=("60", "240"),
        ),
        ListField(
            "left", _("Months left"), "quantity", ("so thang con lai", "thoi gian con lai", "con lai thang"),
            hint=_("Empty: reckoned from the life and the day of use"),
        ),
        ListField("in_use", _("In use since"), "day", ("ngay su dung", "ngay dua vao su dung", "ngay tinh khau hao")),
        ListField(
            "designation", _("Kind of undivided asset"), "text", ("diem", "loai khong chia"), letters_max=1,
            hint=_("A letter of Article 88, clause 2; without it b, or c where the State gave a part"),
        ),
        ListField("place", _("Place"), "text", ("noi su dung", "noi dat", "vi tri", "dia diem"), letters_max=200),
        ListField(
            "custodian", _("Who keeps it"), "text", ("nguoi giu", "nguoi quan ly", "nguoi su dung"), letters_max=200
        ),
        ListField("serial", _("Serial number"), "text", ("so may", "serial", "so seri"), letters_max=100),
        ListField("project", _("Support project"), "text", ("du an", "chuong trinh"), letters_max=200),
    ),
)  # fmt: skip
