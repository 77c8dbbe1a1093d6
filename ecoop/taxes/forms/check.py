"""What the open page asks before it computes a household's tax; nothing of it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal
from ecoop.taxes.calc import SECTORS, HouseholdYear, read_household_year
from ecoop.taxes.calc.facts import REAL_ESTATE
from ecoop.taxes.errors import SECTOR_NAMES
from ecoop.taxes.forms.amounts import AmountField, DayField
from ecoop.taxes.queries import SwitchFacts

# The groups that most households trade in; the others stand folded.
USUAL = ("goods", "production_transport", "services")
OTHERS = (*(sector for sector in SECTORS if sector not in USUAL), REAL_ESTATE)
QUARTERS = (1, 2, 3, 4)
YEARS_AHEAD = 2
METHODS = (("", _("Show me both")), ("revenue", _("By percentage of sales")), ("income", _("By sales less costs")))
STARTS = (
    ("", _("I do not know")),
    ("exempt", _("It paid no tax before")),
    ("revenue", _("By percentage of sales")),
    ("income", _("By sales less costs")),
)
SPANS = (("year", _("For the whole year")), ("quarters", _("By quarter")))
EXAMPLES: Mapping[str, Any] = {
    "goods": _("grocery, farm inputs, clothes, anything bought and sold"),
    "production_transport": _("noodles, meals, tea making, carpentry, trucks, repair of motorbikes"),
    "services": _("haircuts, tailoring, lodging, laundry, brokerage, repair of phones"),
    "asset_lease": _("cars without driver, machines, tents and chairs"),
    "digital_content": _("games, films, online advertising"),
    "other": _("what fits nowhere else"),
    "real_estate_lease": _("houses, shops, rooms, land; taxed by itself"),
}


@dataclass(frozen=True)
class SectorRow:
    """One sector group on the page: its name, what belongs to it, and its fields."""

    name: Any
    examples: Any
    year: forms.BoundField
    quarters: tuple[forms.BoundField, ...]


class HouseholdCheckForm(forms.Form):
    """A household's year, as far as its owner knows it."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    span = forms.ChoiceField(label=_("How do you know your sales?"), choices=SPANS, widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label=_("How is income tax computed?"), choices=METHODS, required=False, widget=forms.RadioSelect
    )
    costs = AmountField(
        label=_("Costs of the year that have papers"),
        required=False,
        help_text=_("Needed to compute by sales less costs. Leave it empty if you do not know."),
    )
    platform_revenue = AmountField(
        label=_("Sold on platforms that withhold tax"),
        required=False,
        help_text=_("Such as shops on a marketplace app. Do not count it above."),
    )
    platform_sector = forms.ChoiceField(label=_("What is sold there"), required=False)
    withheld_vat = AmountField(label=_("VAT the platforms withheld"), required=False)
    withheld_pit = AmountField(label=_("Personal income tax the platforms withheld"), required=False)
    vat_cut = forms.BooleanField(
        label=_("My goods and services get the VAT cut"),
        required=False,
        help_text=_("Most do. Not: telecoms, banking, metals, real estate, alcohol, tobacco and other excise goods."),
    )
    prior_year_revenue = AmountField(label=_("Sales of the year before"), required=False)
    method_at_start_of_year = forms.ChoiceField(label=_("How the year began"), choices=STARTS, required=False)
    started_on = DayField(label=_("Business began on (if this year)"), required=False)
    total_business_revenue = AmountField(
        label=_("All business revenue of the person"),
        required=False,
        help_text=_("If there is other business besides this. It decides about the cut of Resolution 43."),
    )
    known_on = DayField(
        label=_("Compute as the law was known on"), required=False, help_text=_("Left empty: as known today.")
    )

    def __init__(self, *args: Any, today: date, switches: Sequence[SwitchFacts], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"year": today.year, "span": "year", "method": ""})
        super().__init__(*args, **kwargs)
        self.switches = switches
        years = [(year, str(year)) for year in range(today.year, today.year + YEARS_AHEAD + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        sectors = [(sector, SECTOR_NAMES[sector]) for sector in (*USUAL, *OTHERS) if sector != REAL_ESTATE]
        self.fields["platform_sector"].choices = sectors  # type: ignore[attr-defined]
        for sector in (*USUAL, *OTHERS):
            self.fields[sector] = AmountField(label=SECTOR_NAMES[sector], required=False)
            for quarter in QUARTERS:
                self.fields[f"{sector}_{quarter}"] = AmountField(
                    label=_("Quarter {n}").format(n=quarter), required=False
                )
        for switch in switches:
            choices = [("", f"{switch.choices[switch.default]} ✓"), *_others(switch)]
            field = forms.ChoiceField(label=switch.label, choices=choices, required=False, help_text=switch.warning)
            self.fields[f"switch_{switch.name}"] = field

    @property
    def usual_rows(self) -> list[SectorRow]:
        """Give the rows that stand open."""
        return self._rows(USUAL)

    @property
    def other_rows(self) -> list[SectorRow]:
        """Give the rows that stand folded."""
        return self._rows(OTHERS)

    @property
    def switch_fields(self) -> list[forms.BoundField]:
        """Give the fields of the open questions of law."""
        return [self[f"switch_{switch.name}"] for switch in self.switches]

    def facts(self) -> HouseholdYear | None:
        """Read the answers as the calculation takes them; what it refuses stands on the form."""
        try:
            return read_household_year(self._given())
        except Refusal as refusal:
            self.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
            return None

    def _given(self) -> dict[str, Any]:
        given = self.cleaned_data
        named = ("year", "method", "costs", "prior_year_revenue", "method_at_start_of_year", "total_business_revenue")
        data: dict[str, Any] = {name: given[name] for name in named if given.get(name) not in (None, "")}
        data |= {name: given[name] for name in ("started_on", "known_on") if given.get(name)}
        if given["span"] == "quarters":
            data["quarters"] = [{"revenue": self._revenue(f"_{quarter}")} for quarter in QUARTERS]
        else:
            data["revenue"] = self._revenue("")
        if given.get("platform_revenue"):
            data["platform"] = {
                "revenue": {given["platform_sector"] or USUAL[0]: given["platform_revenue"]},
                "withheld_vat_vnd": given.get("withheld_vat") or 0,
                "withheld_pit_vnd": given.get("withheld_pit") or 0,
            }
        if given.get("vat_cut"):
            data["vat_cut_eligible"] = [sector for sector in SECTORS if sector != "digital_content"]
        names = {switch.name: given.get(f"switch_{switch.name}") for switch in self.switches}
        return {**data, "switches": {name: choice for name, choice in names.items() if choice}}

    def _revenue(self, suffix: str) -> dict[str, int]:
        amounts = {sector: self.cleaned_data.get(f"{sector}{suffix}") for sector in (*USUAL, *OTHERS)}
        return {sector: amount for sector, amount in amounts.items() if amount}

    def _rows(self, sectors: Iterable[str]) -> list[SectorRow]:
        return [
            SectorRow(
                SECTOR_NAMES[sector],
                EXAMPLES[sector],
                self[sector],
                tuple(self[f"{sector}_{quarter}"] for quarter in QUARTERS),
            )
            for sector in sectors
        ]


def _others(switch: SwitchFacts) -> list[tuple[str, str]]:
    return [(choice, words) for choice, words in switch.choices.items() if choice != switch.default]
