"""One field for each thing a resolution says: amounts, days, rates, and lists with one row on each line."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ecoop.governance.queries.resolutions import FieldOfMatter
from ecoop.kernel.dong import parse_dong
from ecoop.kernel.refusals import Refusal
from ecoop.web.fields import DongField, QuantityField, day_field

# Before the names of the fields that a matter asks for.
SAYS = "says_"


class LinesField(forms.CharField):
    """A list typed with one row on each line: a name, a colon, and what is said of it."""

    def __init__(self, *, read: Callable[[str, str], dict[str, Any]], **given: Any) -> None:
        super().__init__(max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}), **given)
        self.read = read

    def clean(self, value: Any) -> Any:
        """Read the rows, or say which line cannot be read."""
        text = super().clean(value)
        return [self._row(line) for line in text.splitlines() if line.strip()]

    def _row(self, line: str) -> dict[str, Any]:
        name, colon, said = line.rpartition(":")
        try:
            if colon and name.strip() and said.strip():
                return self.read(name.strip(), said.strip())
        except (Refusal, forms.ValidationError):
            pass
        raise forms.ValidationError(
            _("“{line}” cannot be read; write a name, a colon and what is said of it.").format(line=line.strip())
        )


def make_field(*, said: FieldOfMatter) -> forms.Field:
    """Make the field in which somebody types what a resolution says about one thing."""
    given: dict[str, Any] = {"label": said.label, "required": said.is_needed, "help_text": said.note}
    if said.choices:
        empty = [] if said.is_needed else [("", "—")]
        return forms.ChoiceField(choices=[*empty, *said.choices], **given)
    if said.kind == "returns":
        return LinesField(read=lambda number, amount: _return(said, number, amount), **given)
    made = _FIELDS.get(said.kind)
    return made(given) if made else forms.CharField(max_length=2000, **given)


def _return(said: FieldOfMatter, number: str, amount: str) -> dict[str, Any]:
    if number not in said.known:
        raise forms.ValidationError(number)
    return {"member_id": str(said.known[number]), "amount_vnd": int(parse_dong(amount))}


def _fund(name: str, rate: str) -> dict[str, str]:
    read: Decimal = QuantityField().clean(rate.removesuffix("%").strip())
    return {"name": name, "rate": f"{read.scaleb(-2).normalize():f}"}


def _post(role: str, name: str) -> dict[str, str]:
    return {"role": role, "name": name}


_FIELDS: Mapping[str, Callable[[dict[str, Any]], forms.Field]] = {
    "vnd": lambda given: DongField(**given),
    "rate": lambda given: QuantityField(**given),
    "day": lambda given: day_field(**given),
    "year": lambda given: forms.IntegerField(min_value=2000, max_value=2100, **given),
    "whole": lambda given: forms.IntegerField(min_value=0, max_value=10**9, **given),
    "flag": lambda given: forms.BooleanField(**{**given, "required": False}),
    "funds": lambda given: LinesField(read=_fund, **{**given, "required": False}),
    "posts": lambda given: LinesField(read=_post, **given),
    "long": lambda given: forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **given),
}


def read_says(*, says: Iterable[FieldOfMatter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a resolution or a motion says on its matter from a form; what is empty is left out."""
    parameters: dict[str, Any] = {}
    for said in says:
        value = given.get(SAYS + said.name)
        if value in (None, ""):
            continue
        if said.kind == "rate":
            value = f"{value.scaleb(-2).normalize():f}"
        # What stands behind a slash is one of several named values, such as choices/fund_rate.reserve.
        name, _slash, inner = said.name.partition("/")
        if inner:
            parameters.setdefault(name, {})[inner] = str(value)
        else:
            parameters[name] = value
    return parameters
