"""What a cooperative tells about a tax year that its books do not say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.taxes.forms.amounts import AmountField, DayField

AREAS = (
    ("normal", _("no difficult area")),
    ("difficult", _("difficult area")),
    ("very_difficult", _("specially difficult area")),
)
METHODS = (("", _("by the revenue")), ("credit", _("credit method")), ("direct", _("direct method")))
_FIELD, _LOSS = "field_", "loss_"


class TaxFactsForm(forms.Form):
    """Size, area, VAT method, fields of activity, losses of earlier years."""

    is_agricultural = forms.BooleanField(label=_("Works in agriculture, forestry, fishery or salt"), required=False)
    area = forms.ChoiceField(label=_("Area"), choices=AREAS)
    is_dependent = forms.BooleanField(label=_("Subsidiary or related company of a larger one"), required=False)
    previous_revenue_vnd = AmountField(
        label=_("Revenue of the year before"), required=False, help_text=_("Empty: what these books hold of it.")
    )
    previous_months = forms.IntegerField(label=_("Months it was active in that year"), min_value=1, max_value=12)
    forecast_revenue_vnd = AmountField(label=_("Forecast of a new cooperative for its first year"), required=False)
    vat_method = forms.ChoiceField(label=_("VAT method"), choices=METHODS, required=False)
    vat_method_on = DayField(label=_("Used since"), required=False)
    has_volunteered = forms.BooleanField(label=_("Volunteered for the credit method"), required=False)
    raw_input_vnd = AmountField(label=_("Raw produce in the cost of processing"), required=False)
    non_deductible_vnd = AmountField(label=_("Costs that the law does not take off"), required=False)
    undivided_fund_vnd = AmountField(label=_("Income that forms the undivided fund or assets"), required=False)

    def __init__(
        self,
        *args: Any,
        year: int,
        accounts: Sequence[tuple[str, str]],
        fields: Sequence[tuple[str, str]],
        years: Iterable[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._own = list(self.fields)
        for code, name in accounts:
            self.fields[f"{_FIELD}{code}"] = forms.ChoiceField(label=f"{code} {name}", choices=fields)
        for of_year in years:
            label = _now("Loss of {year} not yet taken off").format(year=of_year)
            self.fields[f"{_LOSS}{of_year}"] = AmountField(label=label, required=False)
        for name in ("is_agricultural", "is_dependent", "has_volunteered"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Give the fields group by group."""
        named = {
            _now("Size and area"): self._own[:6],
            _now("VAT"): self._own[6:9],
            _now("Corporate income tax"): self._own[9:],
            _now("What each account brings"): [name for name in self.fields if name.startswith(_FIELD)],
            _now("Losses of earlier years"): [name for name in self.fields if name.startswith(_LOSS)],
        }
        return [(title, [self[name] for name in names]) for title, names in named.items()]

    def facts(self) -> dict[str, Any]:
        """Give what `record_tax_facts` takes."""
        asked: Mapping[str, Any] = self.cleaned_data
        own = {name: asked[name] for name in self._own}
        for name in ("non_deductible_vnd", "undivided_fund_vnd"):
            own[name] = own[name] or Dong(0)
        own["fields"] = {name.removeprefix(_FIELD): asked[name] for name in asked if name.startswith(_FIELD)}
        own["losses"] = {
            name.removeprefix(_LOSS): int(asked[name]) for name in asked if name.startswith(_LOSS) and asked[name]
        }
        return own


class QuarterForm(forms.Form):
    """Corporate income tax of a quarter, before the year is settled."""

    quarter = forms.TypedChoiceField(
        label=_("Quarter"), choices=[(each, str(each)) for each in range(1, 5)], coerce=int
    )
    amount_vnd = AmountField(label=_("Tax of the quarter"))


def initial_of(*, facts: Any, chosen: Mapping[str, str]) -> dict[str, Any]:
    """Give what the form begins with: what was told, and the field of each account."""
    told = {name: getattr(facts, name) for name in TaxFactsForm.base_fields}
    told |= {f"{_FIELD}{code}": name for code, name in chosen.items()}
    return told | {f"{_LOSS}{of_year}": amount for of_year, amount in facts.losses.items()}
