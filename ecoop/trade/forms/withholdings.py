"""What people fill in from a platform's statement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.trade.calc import WithholdingDraft
from ecoop.web.fields import DongField, MonthField


class WithholdingForm(forms.Form):
    """A platform's statement of a month. The hidden id makes a form sent twice one statement."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    platform_name = forms.CharField(label=_("Name of the platform"), max_length=100)
    month = MonthField(label=_("Month"), help_text=_("The month of the sales."))
    vat_vnd = DongField(label=_("VAT withheld"))
    pit_vnd = DongField(label=_("Income tax withheld"))
    paper = forms.CharField(label=_("Number of the statement"), max_length=100, required=False)

    def draft(self) -> WithholdingDraft:
        """Give the statement that was filled in."""
        return WithholdingDraft(**self.cleaned_data)
