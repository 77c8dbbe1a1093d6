"""What people fill in about payments: a statement, a match, a connection."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.payments.calc.drafts import MatchDraft
from ecoop.payments.errors import Provider, Scheme
from ecoop.payments.providers import PROVIDERS
from ecoop.trade.queries.things import BankAccountFacts
from ecoop.web.fields import DongField

_ENDINGS = ".xml,.sta,.mt940,.940,.txt,.csv,.xlsx,.xls,.ods"


class StatementForm(forms.Form):
    """A statement to hand in."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    file = forms.FileField(
        label=_("Bank statement"),
        widget=forms.ClearableFileInput(attrs={"accept": _ENDINGS}),
        help_text=_("As the bank gives it: camt.053 (XML), MT940, Excel or CSV, up to 8 MB."),
    )


class MatchForm(forms.Form):
    """A line pays a document. The hidden id makes a form sent twice one match."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    document_kind = forms.CharField(widget=forms.HiddenInput, max_length=40)
    document_id = forms.UUIDField(widget=forms.HiddenInput)
    amount_vnd = DongField(label=_("Amount"))

    def draft(self, *, line_id: UUID) -> MatchDraft:
        """Give the match that was chosen."""
        said = self.cleaned_data
        return MatchDraft(said["id"], line_id, said["document_kind"], said["document_id"], Dong(said["amount_vnd"]))


class ReasonForm(forms.Form):
    """Why a match is taken back, or a line set aside."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ConnectionForm(forms.Form):
    """A connection to a provider. The hidden id makes a form sent twice one connection."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(label=_("Provider and kind of proof"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    account = forms.TypedChoiceField(
        label=_("Bank account"), coerce=UUID, empty_value=None, required=False, help_text=_("Whose notices will come.")
    )
    secret = forms.CharField(
        label=_("Key from the provider"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Casso V2 and payOS give you a key: copy it here. For the others leave it empty; one is made."),
    )

    def __init__(self, *args: Any, accounts: list[BankAccountFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (f"{facts.code}:{scheme}", f"{facts.label} — {label}")
            for facts in PROVIDERS.values()
            for scheme, (label, _is_theirs) in facts.schemes.items()
        ]
        open_ones = [account for account in accounts if account.closed_on is None]
        self._choose("kind", kinds)
        self._choose("account", [("", "—"), *((each.id, f"{each.bank_name} {each.masked}") for each in open_ones)])

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def given(self) -> dict[str, Any]:
        """Give what the action asks for."""
        said = self.cleaned_data
        provider, _colon, scheme = said["kind"].partition(":")
        return {
            "connection_id": said["id"],
            "provider": Provider(provider),
            "scheme": Scheme(scheme),
            "name": said["name"],
            "secret": said["secret"],
            "bank_account_id": said["account"],
        }
