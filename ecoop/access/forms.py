"""What people fill in about people, keys and the audit trail."""

from datetime import datetime, time, timedelta
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.access.calc import PERMISSION_LABELS, ROLE_LABELS, ROLES, VERB_LABELS
from ecoop.audit.queries import EventFilter
from ecoop.kernel.dates import VIETNAM

# In days.
KEY_LIVES = {30: _("30 days"), 90: _("90 days"), 365: _("One year")}


class SignInForm(LoginForm):
    """Sign in with a password, by phone or e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Phone number or e-mail")
        for field in self.fields.values():
            # A placeholder that repeats the label vanishes just when it is needed.
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class InvitationForm(forms.Form):
    """Somebody and the role they are to hold."""

    contact = forms.CharField(
        label=_("Phone number or e-mail"),
        max_length=254,
        help_text=_("The one this person signs in with, or will sign in with."),
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("Needed only for somebody new to ecoop.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=[(role, ROLE_LABELS[role]) for role in ROLES])


class TokenForm(forms.Form):
    """A key for a program: what it is for, what it may do, and until when."""

    purpose = forms.CharField(
        label=_("What is the key for?"), max_length=120, help_text=_("For example: the scale at the collection point.")
    )
    scopes = forms.MultipleChoiceField(label=_("What may it do?"), widget=forms.CheckboxSelectMultiple)
    life = forms.ChoiceField(label=_("How long is it valid?"), choices=list(KEY_LIVES.items()))

    def __init__(self, *args: Any, permissions: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each, label) for each, label in PERMISSION_LABELS.items() if each in permissions]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]

    def expires_at(self, *, now: datetime) -> datetime:
        """Tell when a key made now ends."""
        return now + timedelta(days=int(self.cleaned_data["life"]))


class EventFilterForm(forms.Form):
    """Which acts of the audit trail are wanted."""

    person = forms.TypedChoiceField(label=_("Person"), required=False)
    verb = forms.ChoiceField(label=_("Act"), required=False)
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, people: dict[Any, str], verbs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody, everything = ("", _("Everybody")), ("", _("Everything"))
        persons = sorted(((str(key), name) for key, name in people.items()), key=lambda each: each[1])
        self.fields["person"].choices = [everybody, *persons]  # type: ignore[attr-defined]
        self.fields["verb"].choices = [everything, *((verb, VERB_LABELS.get(verb, verb)) for verb in verbs)]  # type: ignore[attr-defined]

    def wanted(self) -> EventFilter:
        """Give the filter as the audit trail understands it; a form with mistakes narrows nothing."""
        if not self.is_valid():
            return EventFilter()
        given = self.cleaned_data
        return EventFilter(
            person_id=given["person"] or None,
            verb=given["verb"],
            from_at=_midnight(given["from_on"]),
            before_at=_midnight(given["until_on"] + timedelta(days=1)) if given["until_on"] else None,
        )


def _midnight(day: Any) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=VIETNAM) if day else None
