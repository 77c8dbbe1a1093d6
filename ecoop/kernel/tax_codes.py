"""Tax codes: ten digits, ten digits with a branch, or the twelve digits of a personal ID."""

import re
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from stdnum.util import clean
from stdnum.vn import mst

from ecoop.kernel.errors import TaxCodeNotUnderstood

_BRANCH = re.compile(r"(?P<parent>\d{10})-?(?P<branch>\d{3})", re.ASCII)
_ORGANISATION = re.compile(r"\d{10}", re.ASCII)
_PERSON = re.compile(r"\d{12}", re.ASCII)


class TaxCodeKind(Enum):
    """The three shapes of a tax code."""

    ORGANISATION = "organisation"
    BRANCH = "branch"
    PERSON = "person"


@dataclass(frozen=True)
class TaxCode:
    """A tax code as it is stored, and what to tell people about it."""

    kind: TaxCodeKind
    text: str
    warnings: tuple[str, ...] = ()


def read_tax_code(text: str) -> TaxCode:
    """Read a tax code as people write it, with or without spaces, dots and the hyphen of a branch.

    Shape:  a wrong check digit is a warning, because no legal text gives its rule; a personal ID has none,
            and its province is not tested, because codes stay as issued after provinces merge
    Raises: TaxCodeNotUnderstood
    """
    digits = clean(text, " .").strip()
    if _PERSON.fullmatch(digits):
        return TaxCode(TaxCodeKind.PERSON, digits)
    if _ORGANISATION.fullmatch(digits):
        return TaxCode(TaxCodeKind.ORGANISATION, digits, _warnings(digits))
    branch = _BRANCH.fullmatch(digits)
    if branch and branch["branch"] != "000":
        return TaxCode(TaxCodeKind.BRANCH, f"{branch['parent']}-{branch['branch']}", _warnings(digits))
    raise TaxCodeNotUnderstood(text=text)


def _warnings(digits: str) -> tuple[str, ...]:
    if mst.calc_check_digit(digits) == digits[9]:
        return ()
    said = _("The check digit of tax code {code} does not fit; look for a typing mistake.")
    return (said.format(code=digits[:10]),)
