"""Forms of phones and of the tray."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.sync.actions.retry_event import Mending
from ecoop.web.fields import day_field


class RevocationForm(forms.Form):
    """Why a phone is taken out of use."""

    reason = forms.CharField(label=_("Why"), max_length=300, required=False, help_text=_("Lost, sold, broken …"))


class SetAsideForm(forms.Form):
    """Why an event is set aside."""

    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("For example: it was written down twice."))


class MendingForm(forms.Form):
    """What is mended of an event before it is recorded."""

    on = day_field(label=_("Another day"), required=False, help_text=_("If its month is closed, or the day was wrong."))
    lets_go_of_links = forms.BooleanField(
        label=_("Record it without the product, place and account it names"), required=False
    )

    def mending(self) -> Mending:
        """Give what is mended."""
        return Mending(self.cleaned_data["on"], self.cleaned_data["lets_go_of_links"])
