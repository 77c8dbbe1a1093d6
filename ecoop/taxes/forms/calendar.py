"""What people say of a duty in the calendar."""

from django import forms


class DutyForm(forms.Form):
    """A duty of a period, and whether it is done."""

    code = forms.SlugField(max_length=40)
    period = forms.RegexField(r"^\d{4}(-(Q[1-4]|H[12]|\d{2}))?$", max_length=8)
    done = forms.BooleanField(required=False)
