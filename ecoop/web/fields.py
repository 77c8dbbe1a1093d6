"""Fields that forms of every domain use: amounts, quantities, months and days as people write them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ecoop.kernel.dong import parse_dong
from ecoop.kernel.refusals import Refusal

_MONTH = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})", re.ASCII)
_QUANTITY = re.compile(r"\d{1,15}([.,]\d{1,6})?", re.ASCII)


class DongField(forms.CharField):
    """An amount as people write it: 1.200.000, 1,200,000, 1200000."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("max_length", 30)
        given.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**given)

    def clean(self, value: Any) -> Any:
        """Read the amount, or say why it cannot be read."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_dong(text)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None


class QuantityField(forms.CharField):
    """A quantity as people write it: 2, 1,5 or 1.5."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("max_length", 24)
        given.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**given)

    def clean(self, value: Any) -> Any:
        """Read the quantity, or say why it cannot be read."""
        text = super().clean(value)
        if not text:
            return None
        if not _QUANTITY.fullmatch(text):
            raise forms.ValidationError(_("Write a quantity such as 2 or 1,5."))
        return Decimal(text.replace(",", "."))


class MonthField(forms.CharField):
    """A month: 2026-03 as browsers send it, or 03/2026 as people write it."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.DateInput(attrs={"type": "month"}, format="%Y-%m"))
        super().__init__(**given)

    def clean(self, value: Any) -> Any:
        """Read the month as its first day, or say why it cannot be read."""
        text = super().clean(value)
        if not text:
            return None
        found = _MONTH.fullmatch(text)
        try:
            if found:
                return date(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]), 1)
        except ValueError:
            pass
        raise forms.ValidationError(_("Write a month such as 03/2026."))


def day_field(**given: Any) -> forms.DateField:
    """Make a field for a day, with the browser's own calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)
