"""Read the free choices of a sharing as a meeting would make them: rates in per cent, limits of the law beside them."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ecoop.distribution.calc import Base, OtherFund, SharingCharter
from ecoop.distribution.queries.simulation import CHARTER, LAST_YEAR, TYPICAL_FUNDS, Ground
from ecoop.kernel.dong import Dong, parse_dong
from ecoop.kernel.errors import AmountNotUnderstood
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook

LABELS: dict[str, str | Promise] = {
    "internal_fund_rate": gettext_lazy("Undivided fund, of internal income"),
    "external_fund_rate": gettext_lazy("Undivided fund, of external income"),
    "use_and_labour_share": gettext_lazy("Internal remainder by use and work"),
    "use_weight": gettext_lazy("Of that by use (the rest by work)"),
    "external_use": gettext_lazy("External remainder by use"),
    "external_labour": gettext_lazy("External remainder by work"),
    "external_capital": gettext_lazy("External remainder by capital"),
}
# Which rule of the law limits a choice from below.
FLOORS = {
    "internal_fund_rate": ("internal_fund_min", "internal_fund"),
    "external_fund_rate": ("external_fund_min", "external_fund"),
    "use_and_labour_share": ("use_and_labour_min", "internal_sharing"),
}
HUNDRED = Decimal(100)


class PercentField(forms.DecimalField):
    """A rate as people say it, between a floor and a hundred per cent."""

    def __init__(self, *, floor: Decimal = Decimal(0), **kwargs: Any) -> None:
        # The law refuses what lies below its floor with the article; the field only shows it.
        super().__init__(min_value=0, max_value=100, max_digits=7, decimal_places=4, **kwargs)
        self.widget.attrs |= {"min": f"{floor.normalize():f}", "step": "0.5", "inputmode": "decimal", "data-slide": ""}


class SimulationForm(forms.Form):
    """The free choices of a year, as the charter has them until somebody changes them."""

    def __init__(self, data: Any = None, *, ground: Ground, choices: Any = None) -> None:
        charter: SharingCharter = choices or ground.charter
        self.ground, self.funds = ground, _typical_funds(ground.year)
        super().__init__(data, initial=_initial(charter, self.funds))
        for name, label in LABELS.items():
            self.fields[name] = self._percent_field(name, label)
        bases = [(Base.PRE_TAX.value, _("before tax")), (Base.AFTER_TAX.value, _("after tax"))]
        self.fields["base"] = forms.ChoiceField(label=_("Base of the undivided fund"), choices=bases)
        for code, (label, _name) in self.funds.items():
            self.fields[f"fund_{code}"] = PercentField(label=label, required=False)
        losses = _("Losses of earlier years to cover")
        self.fields["losses"] = forms.CharField(label=losses, initial="0", required=False)
        compared = [(CHARTER, _("the plan of the charter")), (LAST_YEAR, _("the shares of the year before"))]
        self.fields["against"] = forms.ChoiceField(label=_("Compare with"), choices=compared, required=False)

    def clean_losses(self) -> Dong:
        """Read the amount as people write it."""
        try:
            return Dong(abs(parse_dong(self.cleaned_data["losses"] or "0")))
        except AmountNotUnderstood as refusal:
            raise forms.ValidationError(refusal.said_text) from None

    @property
    def charter(self) -> SharingCharter:
        """Give the choices as the waterfall takes them."""
        given = self.cleaned_data
        rates = {name: _rate(given[name]) for name in LABELS}
        funds = tuple(
            OtherFund(name, _rate(given[f"fund_{code}"]))
            for code, (_label, name) in self.funds.items()
            if given.get(f"fund_{code}")
        )
        return SharingCharter(base=Base(given["base"]), other_funds=funds, **rates)

    @property
    def given(self) -> list[tuple[str, str]]:
        """List the choices as they stand, to be sent again with a plan."""
        values = {name: self[name].value() for name in self.fields}
        return [(name, "" if value is None else str(value)) for name, value in values.items()]

    def as_query(self, *, losses_carried_vnd: Dong) -> str:
        """Write the choices as the address of the simulation carries them."""
        return urlencode({**dict(self.given), "losses": losses_carried_vnd, "against": CHARTER})

    def _percent_field(self, name: str, label: str | Promise) -> PercentField:
        if name not in FLOORS:
            return PercentField(label=label)
        rule, article = FLOORS[name]
        floor, law = getattr(self.ground.rules, rule), self.ground.rules.articles[article]
        said = _("The law sets no least rate ({article}).")
        if floor:
            said = _("The law asks for at least {floor} % ({article}).")
        text = said.format(floor=f"{floor * HUNDRED:f}".rstrip("0").rstrip("."), article=law.article)
        return PercentField(label=label, floor=floor * HUNDRED, help_text=text)


class PlanForm(forms.Form):
    """Under which name a plan is kept."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name of the plan"), max_length=120)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id()})


def _initial(charter: SharingCharter, funds: dict[str, tuple[str, str]]) -> dict[str, Any]:
    percent = {name: _percent(getattr(charter, name)) for name in LABELS}
    rates = {fund.name: _percent(fund.rate) for fund in charter.other_funds}
    named = {f"fund_{code}": rates.get(name, "0") for code, (_label, name) in funds.items()}
    return {**percent, **named, "base": charter.base.value}


def _typical_funds(year: int) -> dict[str, tuple[str, str]]:
    """Give the typical funds by code: the label to show, and the name a resolution carries."""
    is_vietnamese = (get_language() or "").startswith("vi")
    rows = lawbook.on(date(year, 12, 31)).table(TYPICAL_FUNDS)
    return {
        row["code"]: (
            str(row["label_vi" if is_vietnamese else "label_en"]).capitalize(),
            str(row["label_vi"]).capitalize(),
        )
        for row in rows
    }


def _percent(rate: Decimal) -> str:
    # 0.10 is 10 and not 1E+1.
    return f"{(rate * HUNDRED).normalize():f}"


def _rate(percent: Decimal | None) -> Decimal:
    return (percent or Decimal(0)).scaleb(-2)
