"""What people fill in about the charter and about certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.members.actions.set_charter import CharterChoice
from ecoop.members.calc import CharterRule
from ecoop.members.queries import CHOICE_WORDS
from ecoop.web.fields import DongField, QuantityField, day_field


class CharterForm(forms.Form):
    """A choice of the charter, from a day on; rates are asked for in per cent."""

    starts_on = day_field(label=_("From"))
    rests_on = forms.CharField(label=_("Resolution of the general meeting"), max_length=200)

    def __init__(self, *args: Any, rule: CharterRule, **given: Any) -> None:
        super().__init__(*args, **given)
        self.rule = rule
        self.fields = {"value": self._field(), **self.fields}

    @property
    def choice(self) -> CharterChoice:
        """Give the choice as the charter writes it."""
        said = self.cleaned_data
        value = said["value"]
        written = f"{(value / 100).normalize():f}" if self.rule.kind == "rate" else str(value)
        return CharterChoice(self.rule.name, written, said["starts_on"], said["rests_on"])

    def _field(self) -> forms.Field:
        label = _("Value")
        if self.rule.kind == "choice":
            words = [(word, CHOICE_WORDS.get(word, word)) for word in self.rule.choices]
            return forms.ChoiceField(label=label, choices=words)
        if self.rule.kind == "vnd":
            return DongField(label=label)
        if self.rule.kind == "rate":
            return QuantityField(label=_("Value in per cent"), help_text=_("For example 5 or 7,5"))
        return forms.IntegerField(label=label, min_value=0, max_value=10**9)


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
