"""Days on which duties of a cooperative rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.taxes.forms.amounts import DayField

YEAR_ENDS = (("12-31", "31/12"), ("03-31", "31/03"), ("06-30", "30/06"), ("09-30", "30/09"))


class DutyDaysForm(forms.Form):
    """What no document here tells: meetings, audits, changes of the registration."""

    fiscal_year_ends = forms.ChoiceField(label=_("Fiscal year ends on"), choices=YEAR_ENDS)
    is_simplified = forms.BooleanField(
        label=_("Simplified governance"),
        required=False,
        help_text=_("A micro cooperative without a board of directors meets at least every three months."),
    )
    last_meeting_on = DayField(label=_("Last general meeting"), required=False)
    is_large = forms.BooleanField(label=_("Large cooperative: independent audit"), required=False)
    last_audit_on = DayField(label=_("Last independent audit"), required=False)
    last_change_on = DayField(
        label=_("Last change to be registered"),
        required=False,
        help_text=_("Name, head office, legal representative, capital, business lines, tax data."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("is_simplified", "is_large"):
            self.fields[name].widget.attrs["class"] = "form-check-input"
