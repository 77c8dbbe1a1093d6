"""What a reader of the law may ask: words, a day, and a day of knowledge."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskLaw(forms.Form):
    """Search the law as it held on a day and as it was known on a day."""

    q = forms.CharField(label=_("Words to look for"), required=False, max_length=100)
    topic = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    on = forms.DateField(
        label=_("Holds on"), required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput({"type": "date"})
    )
    known_on = forms.DateField(
        label=_("As known on"), required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput({"type": "date"})
    )
