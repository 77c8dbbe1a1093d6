"""Members of a cooperative: one row is one member, with who they are, what they bring and what they paid in."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.intake.calc.columns import ListField, ListKind, Products, Said, clean_text, plain_words
from ecoop.intake.calc.kinds import fields
from ecoop.intake.errors import ChoiceNotUnderstood
from ecoop.kernel.dong import Dong
from ecoop.kernel.sheets import read_day
from ecoop.members.calc import Means, MemberDraft, MemberType, ParticularsDraft, PartyKind

_DIGITS = re.compile(r"\D+")
_YEAR = re.compile(r"(18|19|20)\d\d", re.ASCII)
# What Excel takes away from the front of a personal number of twelve digits, or of an old one of nine.
_PERSONAL = (12, 9)
KINDS = {
    "individual": _("individual"),
    "household": _("household"),
    "body": _("body without legal personality"),
    "legal_person": _("company or other legal person"),
    "cooperative": _("cooperative"),
}
KIND_WORDS = {
    "individual": ("ca nhan", "nguoi", "cn", "individual", "person"),
    "household": ("ho", "ho gia dinh", "hgd", "ho gd", "ho kinh doanh", "gia dinh", "household"),
    "body": ("to hop tac", "tht", "to", "nhom", "doanh nghiep tu nhan", "dntn", "body"),
    "legal_person": ("phap nhan", "to chuc", "cong ty", "doanh nghiep", "dn", "cty", "company", "organisation"),
    "cooperative": ("hop tac xa", "htx", "cooperative"),
}
TYPES = {
    "official": _("official member"),
    "associate_capital": _("associate member with capital"),
    "associate_no_capital": _("associate member without capital"),
}
TYPE_WORDS = {
    "official": ("chinh thuc", "tv chinh thuc", "thanh vien chinh thuc", "xa vien", "tvct", "ct", "official"),
    "associate_capital": (
        "lien ket gop von", "thanh vien lien ket gop von", "tv lien ket gop von", "tvlk gop von", "lien ket co von",
        "lien ket", "tvlk",
    ),
    "associate_no_capital": (
        "lien ket khong gop von", "thanh vien lien ket khong gop von", "tv lien ket khong gop von",
        "tvlk khong gop von", "khong gop von",
    ),
}  # fmt: skip
GENDERS = {"female": _("female"), "male": _("male")}
GENDER_WORDS = {"female": ("nu", "f", "female"), "male": ("nam", "m", "male")}
COUNTRIES = {"VN": ("viet nam", "vietnam", "vn", "vnm", "kinh", "")}


def to_member(*, identity: UUID, said: Sequence[Said], products: Products) -> MemberDraft:
    """Make a member of one row."""
    (only,) = said
    capital, uses, works = _brings(only)
    return MemberDraft(
        id=identity,
        number=only.get("number", ""),
        name=only["name"],
        admitted_on=only["day"],
        brings_capital=capital,
        uses=uses,
        works=works,
        who=_who(only),
        capital_vnd=only.get("amount", Dong(0)),
        paid_on=only.get("paid_on"),
        means=Means(only.get("means", "cash")),
        agreement=only.get("agreement", ""),
    )


def _brings(only: Said) -> tuple[bool, bool, bool]:
    """Tell what a member brings: as the columns say; else by the type; else by whether capital was paid in."""
    told = {name: only[name] for name in ("brings_capital", "uses", "works") if name in only}
    kind = only.get("type")
    capital = only.get("amount", 0) > 0 if kind is None else kind != MemberType.ASSOCIATE_NO_CAPITAL.value
    capital = told.get("brings_capital", capital)
    works = told.get("works", False)
    only_capital = kind == MemberType.ASSOCIATE_CAPITAL.value
    # Whoever a list says nothing more of uses the cooperative: that is what most are members for.
    return capital, told.get("uses", not works and not only_capital), works


def _who(only: Said) -> ParticularsDraft:
    nationality = _nationality(only.get("nationality", ""))
    kind = PartyKind(only.get("kind", "individual"))
    return ParticularsDraft(
        kind=kind,
        address=only.get("address", ""),
        nationality=nationality,
        id_number=_personal_number(only.get("id_number", "")),
        code=only.get("code", ""),
        born_on=_birthday(only.get("born_on", "")),
        gender=only.get("gender", ""),
        phone=only.get("phone", "")[:20],
        email=only.get("email", ""),
        # The head of a household is who the list names, unless it names somebody else.
        representative_name=only.get("representative_name", only["name"] if kind is PartyKind.HOUSEHOLD else "")[:120],
        representative_id=_personal_number(only.get("representative_id", "")),
        is_foreign=nationality != "VN" and kind is PartyKind.INDIVIDUAL,
        has_investor_certificate=only.get("has_investor_certificate", False),
        is_lawfully_resident=only.get("has_investor_certificate", False),
    )


def _nationality(text: str) -> str:
    """Read a country by the two letters it is known by; what lists of Việt Nam call it is its own."""
    plain = plain_words(text)
    if plain in COUNTRIES["VN"]:
        return "VN"
    letters = text.strip().upper()
    if re.fullmatch(r"[A-Z]{2}", letters):
        return letters
    raise ChoiceNotUnderstood(text=text, choices="VN; US; JP; KR; …")


def _personal_number(text: str) -> str:
    """Write a personal number in digits; Excel takes the zeros in front away."""
    digits = _DIGITS.sub("", text)
    if len(digits) != len(text.replace(" ", "").replace(".", "")):
        # A passport, or another paper with letters.
        return clean_text(text)[:20]
    return digits.zfill(12) if len(digits) in (10, 11) else digits.zfill(9) if len(digits) == 8 else digits[:20]


def _birthday(text: str) -> date | None:
    """Read a birthday; of many older members only the year is known, and a year is no day."""
    plain = clean_text(text)
    if not plain or _YEAR.fullmatch(plain):
        return None
    return read_day(plain)


def _text(
    name: str, label: Any, *synonyms: str, most: int = 200, hint: Any = "", examples: Any = ("", "")
) -> ListField:
    return ListField(name, label, "text", synonyms, letters_max=most, hint=hint, examples=examples)


def _flag(name: str, label: Any, *synonyms: str) -> ListField:
    return ListField(name, label, "yes_no", synonyms, examples=(_("yes"), _("no")))


def _choice(name: str, label: Any, choices: Any, words: Any, synonyms: tuple[str, ...], **more: Any) -> ListField:
    return ListField(name, label, "choice", synonyms, choices=choices, words=words, **more)


MEMBERS = ListKind(
    name="members",
    label=_("Members"),
    about=_("The register you have: who is a member since when, what they bring, what they paid in."),
    icon="users-group",
    org_kinds=("cooperative",),
    to_draft=to_member,
    place="members:register",
    fields=(
        fields.needed(_text(
            "name", _("Full name or name"),
            "ho ten", "ho va ten", "ten thanh vien", "thanh vien", "ho ten thanh vien", "ho va ten thanh vien", "ten",
            "ten to chuc", "ho ten chu ho", "name", "full name", "ho ten xa vien", "xa vien",
            examples=("Đỗ Thị Hoa", "Hộ Trần Văn Năm"),
        )),
        _text(
            "number", _("Member number"),
            "so the", "ma thanh vien", "ma tv", "so the thanh vien", "so thanh vien", "ma so thanh vien", "ma xa vien",
            "so dang ky", "so so", "member number", "number",
            most=20, hint=_("Without one, the next free number is given"), examples=("TV001", "TV002"),
        ),
        ListField(
            "day", _("Admitted on"), "day",
            (
                "ngay ket nap", "ngay vao", "ngay tham gia", "ngay vao htx", "ngay gia nhap", "ngay vao hop tac xa",
                "ngay bat dau", "ngay tro thanh thanh vien", "ngay", "admitted on",
            ),
            is_required=True, hint=_("05/03/2026: day, month, year in four digits"),
            examples=("05/03/2020", "06/03/2021"),
        ),
        _choice(
            "type", _("Type of member"), TYPES, TYPE_WORDS,
            ("loai thanh vien", "loai tv", "tu cach", "tu cach thanh vien", "loai", "hinh thuc", "type"),
            hint=_("Without it, who paid capital in is an official member"),
            examples=(_("official member"), _("associate member without capital")),
        ),
        _choice(
            "kind", _("Person, household, organisation"), KINDS, KIND_WORDS,
            ("doi tuong", "loai doi tuong", "ca nhan to chuc", "ca nhan ho to chuc", "la", "kind"),
            fallback="individual", is_asked=True, examples=(_("individual"), _("household")),
        ),
        _text(
            "id_number", _("Personal ID number"),
            "cccd", "so cccd", "cmnd", "so cmnd", "cmnd cccd", "cccd cmnd", "so cccd cmnd", "so cmnd cccd", "can cuoc",
            "so can cuoc", "so can cuoc cong dan", "so dinh danh", "so dinh danh ca nhan", "so giay to",
            "giay to phap ly", "ma dinh danh", "ho chieu", "id number",
            most=24, hint=_("Zeros that Excel took away in front are put back"), examples=("019180001234", ""),
        ),
        _text(
            "code", _("Code of the organisation"),
            "ma so", "mst", "ma so thue", "ma so doanh nghiep", "so dkkd", "ma so htx", "so giay phep", "code",
            most=20, examples=("", "4600123456"),
        ),
        _text(
            "address", _("Address"),
            "dia chi", "noi o", "dia chi lien lac", "dia chi thuong tru", "thuong tru", "noi cu tru", "tru so",
            "dia chi tru so", "xom", "thon", "ap", "address",
            most=300, examples=("Xóm Hồng Thái, xã Tân Cương", "Xóm Soi Vàng, xã Tân Cương"),
        ),
        _text("phone", _("Phone"), "dien thoai", "so dien thoai", "sdt", "dt", "so dt", "di dong", "phone", most=40),
        _text("email", _("E-mail"), "email", "e mail", "thu dien tu", most=120),
        _text(
            "born_on", _("Born on"),
            "ngay sinh", "nam sinh", "sinh ngay", "ngay thang nam sinh", "sinh nam", "ns", "born on",
            most=30, hint=_("Where only the year is known, the birthday stays open"), examples=("12/05/1980", "1975"),
        ),
        _choice("gender", _("Gender"), GENDERS, GENDER_WORDS, ("gioi tinh", "gt", "phai", "gender")),
        _text("nationality", _("Nationality"), "quoc tich", "nationality", most=40, examples=("Việt Nam", "VN")),
        _text(
            "representative_name", _("Representative"),
            "nguoi dai dien", "dai dien", "ho ten nguoi dai dien", "chu ho", "ten chu ho", "representative",
            most=120, examples=("", "Trần Văn Năm"),
        ),
        _text(
            "representative_id", _("Personal ID number of the representative"),
            "cccd nguoi dai dien", "so cccd nguoi dai dien", "cccd dai dien", "cccd chu ho", most=24,
        ),
        fields.amount(
            "von gop", "so von gop", "von da gop", "phan von gop", "so tien gop", "so tien gop von", "gop von",
            "von gop da nop", "tong von gop", "von gop vnd", "so von da gop", "da gop", examples=("5.000.000", ""),
        ),
        ListField(
            "paid_on", _("Paid in on"), "day",
            ("ngay gop", "ngay gop von", "thoi diem gop von", "ngay nop", "ngay nop von", "paid in on"),
            hint=_("Without it, the day of admission; before your books began, nothing is posted"),
        ),
        fields.means(examples=(_("cash"), _("transfer"))),
        _flag("brings_capital", _("Brings capital"), "co gop von", "gop von x"),
        _flag(
            "uses", _("Uses products or services"),
            "su dung dich vu", "su dung san pham dich vu", "su dung sp dv", "dung dich vu", "su dung sp",
        ),
        _flag("works", _("Works for the cooperative"), "gop suc lao dong", "lao dong", "lam viec", "gop lao dong"),
        _text(
            "agreement", _("Number of the agreement"),
            "so thoa thuan", "thoa thuan", "so hop dong", "hop dong", "so hd dich vu", most=40,
            hint=_("The written agreement that makes trade internal; it counts from the day of admission"),
        ),
        _flag(
            "has_investor_certificate", _("Has the investment certificate"),
            "giay chung nhan dau tu", "gcn dang ky dau tu", "giay chung nhan dang ky dau tu",
        ),
    ),
    notes=(
        _("Record the charter capital first: the law's ceilings are parts of it."),
        _("Who joins by the law of their day is not asked for what a later law asks."),
    ),
)  # fmt: skip
