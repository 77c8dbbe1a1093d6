"""What a plan of dissolution is computed from: the books' values, which the meeting changes to what a sale brings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.written import format_grouped
from ecoop.web.fields import DongField

FUND = "fund_"


class DissolutionForm(forms.Form):
    """Money, claims and the fund by source. What is left empty is nothing."""

    money_vnd = DongField(label=_("Money, with what divisible assets bring"), required=False)
    costs = DongField(label=_("Costs of the dissolution"), required=False)
    workers = DongField(label=_("Wages, severance, social insurance"), required=False)
    tax = DongField(label=_("Tax"), required=False)
    debts = DongField(label=_("Other debts"), required=False)
    goes_back = forms.BooleanField(label=_("Gifts go back, as agreed with the givers"), required=False)
    has_dispute = forms.BooleanField(label=_("A dispute is pending"), required=False)

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.sources = [code for code, _label in sources]
        for code, label in sources:
            self.fields[f"{FUND}{code}"] = DongField(label=capfirst(label), required=False)

    def case(self, *, books: Mapping[str, Any]) -> dict[str, Any]:
        """Give the case: what was filled in, with the assets and members of the books."""
        said = self.cleaned_data
        goes_back = said["goes_back"]
        return {
            **books,
            "money_vnd": said["money_vnd"] or 0,
            "claims": {name: said[name] or 0 for name in ("costs", "workers", "tax", "debts")},
            "fund": [
                {"source": code, "amount_vnd": said[f"{FUND}{code}"], "goes_back": goes_back}
                for code in self.sources
                if said[f"{FUND}{code}"]
            ],
            "assets": [{**asset, "goes_back": goes_back} for asset in books["assets"]],
            "has_dispute": said["has_dispute"],
        }

    @staticmethod
    def values_of(*, books: Mapping[str, Any]) -> dict[str, Any]:
        """Give the values of the books as the fields show them first."""
        fund = {f"{FUND}{part['source']}": part["amount_vnd"] for part in books["fund"]}
        values = {"money_vnd": books["money_vnd"], **books["claims"], **fund}
        return {name: format_grouped(amount_vnd) for name, amount_vnd in values.items()}
