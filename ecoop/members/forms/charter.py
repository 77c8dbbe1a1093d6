"""What people fill in about the charter and about certificates."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.web.fields import day_field


class CharterForm(forms.Form):
    """By which resolution a choice of the charter is made; the resolution says the value and the day."""

    resolution = forms.TypedChoiceField(label=_("Resolution of the general meeting"), coerce=UUID)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = self.fields["resolution"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = list(choices)


class IssueForm(forms.Form):
    """On which day certificates are issued."""

    issued_on = day_field(label=_("Issued on"))


class ReplacementForm(forms.Form):
    """Why a certificate is issued anew."""

    kind = forms.ChoiceField(
        label=_("Why"),
        choices=[("changed", _("Its content changed")), ("lost", _("It was lost")), ("damaged", _("It was damaged"))],
    )
    issued_on = day_field(label=_("Issued on"))


class RevocationForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(label=_("Why"), max_length=200)
    revoked_on = day_field(label=_("Revoked on"))


class CodeForm(forms.Form):
    """The code of a certificate, scanned or pasted."""

    code = forms.CharField(
        label=_("Code"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Scan the square on the certificate, or paste its text; it begins with EC1."),
    )
