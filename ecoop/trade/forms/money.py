"""What people fill in when money comes in or goes out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.written import format_grouped
from ecoop.trade.calc import MoneyMoveDraft
from ecoop.trade.calc.money import BANK_TO_CASH, CASH_TO_BANK, PAYABLE
from ecoop.trade.errors import MEANS, TAXES
from ecoop.trade.forms.documents import DocumentForm
from ecoop.trade.queries import BankAccountFacts, Debt


class MoneyForm(DocumentForm):
    """A receipt, a payment, a loan, tax paid, or money between the till and the bank."""

    field_order = ["rule", "tax", "on", "amount_vnd", "means", "bank_account", "party_name", "text"]
    rule = forms.ChoiceField(label=_("What for"), choices=list(PAYABLE.items()))
    tax = forms.ChoiceField(
        label=_("Which tax"), required=False, choices=[("", _("— only where tax is paid —")), *TAXES.items()]
    )
    text = forms.CharField(label=_("What was it?"), max_length=500, required=False)
    means = forms.ChoiceField(label=_("Paid by"), choices=[(key, MEANS[key]) for key in ("cash", "bank")])

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        accounts: Sequence[BankAccountFacts] = (),
        debt: Debt | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial={**(initial or {}), **_of_debt(debt)})
        self.debt = debt
        self.ask_account(accounts=accounts)
        self.order_fields(self.field_order)
        if debt is not None:
            # What it is for is decided by the document that is paid.
            del self.fields["rule"], self.fields["tax"]

    def clean(self) -> dict[str, Any]:
        """Ask which tax was paid."""
        cleaned = super().clean() or {}
        if cleaned.get("rule") == "tax-paid" and not cleaned.get("tax"):
            self.add_error("tax", _("Choose which tax was paid."))
        if cleaned.get("rule") in (CASH_TO_BANK, BANK_TO_CASH):
            # It touches both; the account is named all the same.
            cleaned["means"] = "bank"
        return cleaned

    def draft(self) -> MoneyMoveDraft:
        """Give the move that was filled in."""
        cleaned, debt = self.cleaned_data, self.debt
        is_tax = cleaned.get("rule") == "tax-paid"
        return MoneyMoveDraft(
            moved_on=cleaned["on"],
            rule=debt.rule if debt else cleaned["rule"],
            amount_vnd=Dong(cleaned["amount_vnd"]),
            tax=cleaned.get("tax", "") if is_tax else "",
            settles_kind=debt.document_kind if debt else "",
            settles_id=debt.document_id if debt else None,
            **self.given,
        )


def _of_debt(debt: Debt | None) -> dict[str, Any]:
    if debt is None:
        return {}
    return {"amount_vnd": format_grouped(debt.open_vnd), "party_name": debt.party_name}
