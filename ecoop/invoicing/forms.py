"""What people hand in: files of e-invoices, and what kind of trade they were."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.trade.errors import PURCHASES, SECTORS

FILES_MAX = 500


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes many."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Many files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file as Django does."""
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in given[:FILES_MAX]]


class ImportForm(forms.Form):
    """Files to import."""

    invoices = ManyFilesField(
        label=_("Files"),
        widget=ManyFilesInput(attrs={"accept": ".xml,.zip", "multiple": True}),
        help_text=_("The .xml files of e-invoices, or .zip archives of them; drop as many as you like."),
    )


class BookingForm(forms.Form):
    """What was sold and bought, for the invoices that are to be booked."""

    sector = forms.ChoiceField(label=_("Sector group of what was sold"), choices=list(SECTORS.items()))
    vat = forms.ChoiceField(
        label=_("VAT of what was sold"),
        choices=[("whole", _("At the whole rate")), ("cut", _("At the cut rate, and the invoice says so"))],
    )
    what = forms.ChoiceField(label=_("Kind of what was bought"), choices=list(PURCHASES.items()))
