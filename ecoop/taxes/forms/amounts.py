"""Fields for amounts and days, as people write them."""

from typing import Any

from django import forms

from ecoop.kernel.dong import Dong, parse_dong
from ecoop.kernel.refusals import Refusal


class AmountField(forms.CharField):
    """Whole đồng, with or without dots; never less than nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """Read the amount; an empty field is None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_dong(text)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return Dong(abs(amount))


class DayField(forms.DateField):
    """A day, picked from the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
