"""What people fill in about payments: a statement, a match, a connection."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.written import format_grouped
from ecoop.payments.actions.book_lines import LineBooking
from ecoop.payments.calc.drafts import MatchDraft
from ecoop.payments.calc.matching import Line
from ecoop.payments.errors import Provider, Scheme
from ecoop.payments.providers import PROVIDERS
from ecoop.payments.queries.rules import guess_rule, list_line_rules
from ecoop.trade.queries.things import BankAccountFacts
from ecoop.vouchers.calc.vouchers import TEXT_MAX
from ecoop.vouchers.queries import PartyFound, find_party
from ecoop.web.fields import DongField, day_field

# Beside the other forms of a page, fields of this one have ids of their own.
VOUCHER_IDS = "voucher-%s"
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


class LineVoucherForm(forms.Form):
    """By which posting rule a bank line is booked. The hidden id makes a form sent twice one voucher."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    rule = forms.ChoiceField(label=_("What was it?"))
    party = forms.CharField(
        label=_("With whom"),
        max_length=300,
        required=False,
        help_text=_("Code, tax code or name of a counterparty, or a member's number. Needed for debts."),
    )
    text = forms.CharField(label=_("Text"), max_length=TEXT_MAX)
    amount_vnd = DongField(label=_("Amount"))

    def __init__(self, *args: Any, line: Line, org_id: UUID, **kwargs: Any) -> None:
        self.line, self.org_id = line, org_id
        self.found: PartyFound | None = None
        self.rules = list_line_rules(on=line.booked_on, is_in=line.amount_vnd > 0)
        said = f"{line.text} {line.counterparty}".strip()
        kwargs.setdefault(
            "initial",
            {
                "rule": guess_rule(rules=self.rules, text=said),
                "text": line.text or line.counterparty,
                "amount_vnd": format_grouped(line.left_vnd),
            },
        )
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *self._groups().items()]

    def clean_party(self) -> str:
        """Find whom the words mean."""
        words = str(self.cleaned_data["party"]).strip()
        self.found = find_party(org_id=self.org_id, words=words) if words else None
        if words and self.found is None:
            raise forms.ValidationError(_("Nobody, or more than one, is called so: write the code or the number."))
        return words

    def booking(self) -> LineBooking:
        """Give what is to be booked."""
        said = self.cleaned_data
        rule = next(each for each in self.rules if each.code == said["rule"])
        return LineBooking(
            id=said["id"],
            line_id=self.line.id,
            rule=rule.rule,
            facts=rule.facts,
            amount_vnd=Dong(said["amount_vnd"]),
            text=said["text"],
            member_id=self.found.member_id if self.found else None,
            counterparty_id=self.found.counterparty_id if self.found else None,
        )

    def _groups(self) -> dict[str, list[tuple[str, str]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for each in self.rules:
            groups.setdefault(each.group, []).append((each.code, f"{each.label} ({each.account})"))
        return groups


class NextForm(forms.Form):
    """Behind which line the next step begins."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**15, required=False)


class ReconcileForm(forms.Form):
    """Until which day the bank is held against the books, and from which."""

    on = day_field(label=_("On"))
    since = day_field(label=_("From"), required=False)


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
