"""What an accountant asks of the list of households."""

from django import forms
from django.utils.translation import gettext_lazy as _

SHOW = {
    "": _("All"),
    "due": _("Due soon or late"),
    "near": _("Near a threshold"),
    "missing": _("Papers missing"),
    "quiet": _("Quiet for two weeks"),
}
SORT = {
    "urgent": _("Most urgent first"),
    "near": _("Nearest to a threshold first"),
    "revenue": _("Highest revenue first"),
    "missing": _("Most papers missing first"),
    "name": _("By name"),
}


class KeptForm(forms.Form):
    """Which of the households, in which order."""

    q = forms.CharField(label=_("Search by name"), required=False, max_length=100)
    sort = forms.ChoiceField(label=_("Order"), choices=list(SORT.items()), required=False)
    show = forms.ChoiceField(choices=list(SHOW.items()), required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
