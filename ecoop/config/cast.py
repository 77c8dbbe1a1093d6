"""The people of the demo, as everybody in its stories calls them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class CastMember:
    """A person who can sign in: their name as people call them, and how they sign in."""

    key: str
    name: str
    called: str
    phone: str
    email: str
    about: Any


CAST = (
    CastMember("lan", "Nguyễn Thị Lan", "cô Lan", "0977000001", "lan@demo.example", _("accountant")),
    CastMember("nam", "Trần Văn Năm", "chú Năm", "0977000002", "nam@demo.example", _("household, tea")),
    CastMember("hai", "Lê Văn Hải", "anh Hải", "0977000003", "hai@demo.example", _("control board")),
    CastMember("tu", "Phạm Thị Tư", "bà Tư", "0977000004", "tu@demo.example", _("household, transport")),
    CastMember("hoa", "Đỗ Thị Hoa", "chị Hoa", "0977000005", "hoa@demo.example", _("director")),
)
