"""What people fill in about people, keys and the audit trail."""

from datetime import datetime, time, timedelta
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.access.calc import KEEPER, PERMISSION_LABELS, ROLE_LABELS, ROLES, VERB_LABELS, normal_phone
from ecoop.access.errors import PhoneNotUnderstood
from ecoop.audit.queries import EventFilter
from ecoop.kernel.dates import VIETNAM
from ecoop.kernel.errors import TaxCodeNotUnderstood
from ecoop.kernel.tax_codes import read_tax_code

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


class KeeperForm(InvitationForm):
    """Somebody who is to keep the books: the accountant's role, without asking which."""

    # Tells this form from the other one on the page.
    keeps = forms.CharField(widget=forms.HiddenInput, initial="books")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "keeper_%s")
        super().__init__(*args, **kwargs)
        self.fields["contact"].help_text = _("Ask for the number they sign in with.")
        self.fields["role"].widget = forms.HiddenInput()
        self.fields["role"].initial = KEEPER

    def clean_role(self) -> str:
        """Give no other role than this one."""
        return KEEPER


class IdentityForm(forms.Form):
    """What identifies an organisation to the state."""

    tax_code = forms.CharField(
        label=_("Tax code"),
        max_length=20,
        required=False,
        help_text=_("10 digits, 10 digits with a branch number, or the 12 digits of the owner's personal ID."),
    )
    representative_name = forms.CharField(label=_("Owner or legal representative"), max_length=120, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    address_line = forms.CharField(
        label=_("House number, street, hamlet"), max_length=200, required=False, help_text=_("Without the commune.")
    )

    def clean_phone(self) -> str:
        """Bring the number into its one normal form."""
        given = self.cleaned_data["phone"]
        phone = normal_phone(text=given) if given else ""
        if phone is None:
            raise forms.ValidationError(PhoneNotUnderstood(text=given).said_text)
        return phone

    def clean_tax_code(self) -> str:
        """Bring the code into the form in which it is stored."""
        self.warnings: tuple[str, ...] = ()
        given = self.cleaned_data["tax_code"]
        if not given:
            return ""
        try:
            code = read_tax_code(given)
        except TaxCodeNotUnderstood as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        # A check digit that does not fit is told and does not stop anybody.
        self.warnings = code.warnings
        return code.text


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
