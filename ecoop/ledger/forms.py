"""What people fill in to correct, close and adjust the books, and to check a receipt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong, parse_dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.ledger.calc import Posting
from ecoop.ledger.queries.balances import AccountFacts

LINES = 6


class DayField(forms.DateField):
    """A day from the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReversalForm(forms.Form):
    """Why an entry is taken back, and on which day of the books."""

    entry_on = DayField(label=_("Day in the books"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReasonForm(forms.Form):
    """Why a period is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReceiptForm(forms.Form):
    """A receipt and the root that it is held against."""

    receipt = forms.CharField(label=_("Receipt"), widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}))
    root = forms.CharField(
        label=_("Root"), max_length=64, min_length=64, help_text=_("64 letters and digits, as published for the day.")
    )


class AdjustmentForm(forms.Form):
    """The head of an adjusting entry. The hidden id makes a form sent twice one entry."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    document_on = DayField(label=_("Day on the document"))
    entry_on = DayField(label=_("Day in the books"))
    text = forms.CharField(label=_("What is adjusted, and why"), max_length=500)


class LineForm(forms.Form):
    """A line of an adjusting entry; a line left empty is no line."""

    debit = forms.ChoiceField(label=_("Debit"), required=False)
    credit = forms.ChoiceField(label=_("Credit"), required=False)
    amount_vnd = forms.CharField(
        label=_("Amount"), required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("debit", "credit"):
            self.fields[name].choices = accounts  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["amount_vnd"].widget.attrs["class"] = "form-control num"

    def clean(self) -> dict[str, Any]:
        """Read the amount; ask for what is missing in a line that was begun."""
        cleaned = super().clean() or {}
        given = [cleaned.get(name) for name in ("debit", "credit", "amount_vnd")]
        if any(given) and not all(given):
            raise forms.ValidationError(_("Fill in debit, credit and amount, or leave the line empty."))
        if all(given):
            try:
                cleaned["amount_vnd"] = parse_dong(cleaned["amount_vnd"])
            except Refusal as refusal:
                self.add_error("amount_vnd", str(refusal))
        return cleaned


class DetailForm(forms.Form):
    """A detail account below an account of the chart."""

    code = forms.CharField(label=_("Code"), max_length=20)
    name_vi = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)


class EarlierYearForm(forms.Form):
    """An error of an earlier year. The hidden id makes a form sent twice one correction."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    entry_on = DayField(label=_("Day in the books"))
    year = forms.IntegerField(label=_("Year of the error"), min_value=1990, max_value=2100)
    wrong_label = forms.CharField(
        label=_("Wrong entry"),
        max_length=20,
        required=False,
        help_text=_("Its number, such as 2025-17, if it is here."),
    )
    reason = forms.CharField(label=_("What was wrong, and why"), max_length=500)
    profit = forms.CharField(
        label=_("What it does to the profit of that year"),
        max_length=30,
        help_text=_("In đồng; below zero if the profit was too high, 0 if it does nothing."),
        initial="0",
    )

    def clean_profit(self) -> Dong:
        """Read the amount, or say why it cannot be read."""
        try:
            return parse_dong(self.cleaned_data["profit"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None


def lines_of(*, posted: Any, accounts: list[AccountFacts]) -> Any:
    """Make the lines of an adjusting entry, filled with what was posted, if anything was."""
    postable = [(account.code, f"{account.code} {account.name}") for account in accounts if account.is_postable]
    formset = forms.formset_factory(LineForm, extra=LINES, max_num=LINES)
    return formset(posted, prefix="line", form_kwargs={"accounts": [("", "—"), *postable]})


def postings_of(*, lines: Any) -> list[Posting]:
    """Give the postings of the lines that were filled in."""
    given = [line.cleaned_data for line in lines if line.cleaned_data.get("debit")]
    return [Posting(line["debit"], line["credit"], Dong(line["amount_vnd"])) for line in given]
