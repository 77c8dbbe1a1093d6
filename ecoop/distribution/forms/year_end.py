"""Read what comes from outside: a sharing case in JSON, and the meeting's decision from a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.distribution.calc import (
    Base,
    MemberBasis,
    OtherFund,
    SharingCase,
    SharingCharter,
    SharingRules,
    SideIncome,
)
from ecoop.distribution.errors import CaseNotUnderstood
from ecoop.kernel.dong import Dong
from ecoop.members.calc import MemberType, derive_member_type

T = TypeVar("T")
FORMS = ("htx", "lhhtx")
MEMBER_TYPES = frozenset(MemberType)
YEAR_MIN = 1900
YEAR_MAX = 9998


@dataclass(frozen=True)
class Asked:
    """For which form of cooperative and which year the case is."""

    form: str
    year: int


def read_asked(*, data: Any) -> Asked:
    """Read the form and the year, which decide what law holds.

    Raises: CaseNotUnderstood
    """
    if not isinstance(data, Mapping):
        raise CaseNotUnderstood(field="kind", problem=_("the case is no object"))
    form = data.get("kind")
    if form not in FORMS:
        raise CaseNotUnderstood(field="kind", problem=_("it must be one of {words}").format(words=", ".join(FORMS)))
    year = _whole(data, "year")
    if not YEAR_MIN <= year <= YEAR_MAX:
        raise CaseNotUnderstood(field="year", problem=_("it is no year"))
    return Asked(form=form, year=year)


def read_case(*, data: Mapping[str, Any], rules: SharingRules) -> SharingCase:
    """Read the whole case; what the charter leaves out about the base is what the law usually means.

    Raises: CaseNotUnderstood
    """
    members = tuple(_member(row, at) for at, row in enumerate(_list(data, "members")))
    if len({member.id for member in members}) != len(members):
        raise CaseNotUnderstood(field="members", problem=_("two members carry the same id"))
    return SharingCase(
        internal=_side(_object(data, "internal"), "internal"),
        external=_side(_object(data, "external"), "external"),
        losses_carried_vnd=_positive(data, "losses_carried", usual=0),
        charter=_charter(_object(data, "charter"), rules),
        members=members,
    )


def _charter(data: Mapping[str, Any], rules: SharingRules) -> SharingCharter:
    key = _object(data, "external_by", "charter.")
    base = data.get("undivided_fund_base", rules.usual_base.value)
    if base not in [*Base]:
        raise CaseNotUnderstood(
            field="charter.undivided_fund_base", problem=_("it must be one of {words}").format(words=", ".join(Base))
        )
    return SharingCharter(
        internal_fund_rate=_rate(data, "undivided_fund_rate_internal", "charter."),
        external_fund_rate=_rate(data, "undivided_fund_rate_external", "charter."),
        base=Base(base),
        other_funds=tuple(
            OtherFund(name=str(row.get("name", "")), rate=_rate(row, "rate", f"charter.other_funds.{at}."))
            for at, row in enumerate(_list(data, "other_funds", "charter.", usual=()))
        ),
        use_and_labour_share=_rate(data, "internal_use_labour_share", "charter."),
        use_weight=_rate(data, "use_weight", "charter."),
        external_use=_rate(key, "use", "charter.external_by.", usual=Decimal(0)),
        external_labour=_rate(key, "labour", "charter.external_by.", usual=Decimal(0)),
        external_capital=_rate(key, "capital", "charter.external_by.", usual=Decimal(0)),
    )


def _side(data: Mapping[str, Any], name: str) -> SideIncome:
    pre_tax = _whole(data, "pre_tax", f"{name}.")
    after_tax = _whole(data, "after_tax", f"{name}.")
    if after_tax > pre_tax:
        raise CaseNotUnderstood(field=f"{name}.after_tax", problem=_("it is larger than the income before tax"))
    return SideIncome(pre_tax_vnd=Dong(pre_tax), after_tax_vnd=Dong(after_tax))


def _member(data: Mapping[str, Any], at: int) -> MemberBasis:
    where = f"members.{at}."
    paid_in, use, labour = (_positive(data, name, where, usual=0) for name in ("paid_in", "use", "labour"))
    derived = derive_member_type(capital=paid_in > 0, use=use > 0, labour=labour > 0)
    said = data.get("type", derived)
    if said is None or said not in [*MEMBER_TYPES]:
        raise CaseNotUnderstood(
            field=f"{where}type", problem=_("it must be one of {words}").format(words=", ".join(MemberType))
        )
    if "id" not in data:
        raise CaseNotUnderstood(field=f"{where}id", problem=_("it is missing"))
    return MemberBasis(str(data["id"]), MemberType(said), paid_in, use, labour)


def _object(data: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
    found = data.get(name)
    if not isinstance(found, Mapping):
        raise CaseNotUnderstood(field=where + name, problem=_("it is missing or no object"))
    return found


def _list(data: Mapping[str, Any], name: str, where: str = "", usual: Any = None) -> list[Mapping[str, Any]]:
    found = data.get(name, usual)
    if not isinstance(found, list | tuple) or not all(isinstance(row, Mapping) for row in found):
        raise CaseNotUnderstood(field=where + name, problem=_("it is missing or no list of objects"))
    return list(found)


def _whole(data: Mapping[str, Any], name: str, where: str = "", usual: int | None = None) -> int:
    return _read(data, name, where, usual, int, _("it must be a whole number"))


def _positive(data: Mapping[str, Any], name: str, where: str = "", usual: int | None = None) -> Dong:
    amount = _whole(data, name, where, usual)
    if amount < 0:
        raise CaseNotUnderstood(field=where + name, problem=_("it is below zero"))
    return Dong(amount)


def _rate(data: Mapping[str, Any], name: str, where: str = "", usual: Decimal | None = None) -> Decimal:
    rate = _read(data, name, where, usual, Decimal, _("it must be a decimal such as 0.05"))
    if not rate.is_finite():
        raise CaseNotUnderstood(field=where + name, problem=_("it is no number"))
    return rate


def _read(data: Mapping[str, Any], name: str, where: str, usual: T | None, kind: Callable[[str], T], problem: str) -> T:
    """Read a number that may be written as text; a number with a fraction is never cut to a whole one."""
    found = data.get(name)
    if found is None and usual is not None:
        return usual
    if found is None:
        raise CaseNotUnderstood(field=where + name, problem=_("it is missing"))
    if type(found) is kind:
        return cast(T, found)
    if isinstance(found, bool) or not isinstance(found, int | str | Decimal):
        raise CaseNotUnderstood(field=where + name, problem=problem)
    try:
        return kind(str(found))
    except (ValueError, InvalidOperation):
        raise CaseNotUnderstood(field=where + name, problem=problem) from None


class DecisionForm(forms.Form):
    """By which resolution of the members' meeting a year is decided."""

    resolution = forms.TypedChoiceField(label=gettext_lazy("Resolution of the general meeting"), coerce=UUID)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["resolution"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = list(choices)


class ClosingForm(forms.Form):
    """How a year is closed: by which key management cost is parted, for good or on trial."""

    key = forms.ChoiceField(
        label=gettext_lazy("Management cost is parted by"),
        choices=(
            ("", gettext_lazy("what the charter says")),
            ("revenue", gettext_lazy("revenue of both sides")),
            ("cost", gettext_lazy("cost of both sides")),
            ("fixed", gettext_lazy("a fixed share of the internal side")),
        ),
        required=False,
    )
    internal_percent = forms.DecimalField(
        label=gettext_lazy("Fixed share of the internal side, per cent"),
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        required=False,
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How the year is closed"),
        choices=(
            ("final", gettext_lazy("for good, when its last day is over")),
            ("trial", gettext_lazy("on trial, to see what it comes to")),
        ),
        initial="final",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the share where a fixed one is chosen."""
        given = super().clean() or {}
        if given.get("key") == "fixed" and given.get("internal_percent") is None:
            self.add_error("internal_percent", _("Say how much of the cost the internal side bears."))
        return given

    @property
    def chosen_key(self) -> str:
        """Give the key as `close_year` takes it."""
        share = self.cleaned_data.get("internal_percent")
        fixed = self.cleaned_data["key"] == "fixed"
        return f"fixed:{share.scaleb(-2).normalize():f}" if fixed and share is not None else self.cleaned_data["key"]


class UndoingForm(forms.Form):
    """Why a closing is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)
