"""What people fill in to record an expense: the simple questions that the law asks of its group."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.trade.calc import ExpenseDraft
from ecoop.trade.calc.costs import DEPRECIATION, INSURED, NO_FINES, OWN_WAGES, interest_vnd_max
from ecoop.trade.errors import COST_GROUPS
from ecoop.trade.forms.documents import DocumentForm
from ecoop.trade.queries import BankAccountFacts
from ecoop.trade.queries.weighing import cost_law
from ecoop.web.fields import DongField

_PAPERS = {
    "wages": _("There is a pay sheet, signed"),
    "depreciation": _("There is a depreciation sheet, and the papers of the asset"),
    "interest": _("There is a loan contract, and the bank's or lender's statement"),
}
_WHOSE = {
    "employee": _("An employee"),
    "own": _("The owner, or a member of the household"),
}
_INSURED = {
    "insured": _("The employee has compulsory insurance"),
    "short": _("Works for less than a month"),
    "uninsured": _("No insurance, a month or longer"),
}
_WHO_LENT = {"bank": _("A bank or credit institution"), "other": _("Somebody else")}
_ASSETS = {
    "business": _("In the name of the business"),
    "transport": _("A personal car, used for transport or tourism business"),
    "personal": _("A personal car, or another thing in a person's own name"),
}
# What an answer says of the law's conditions.
_UNMET = {"own": OWN_WAGES, "uninsured": INSURED, "personal": DEPRECIATION}


class ExpenseForm(DocumentForm):
    """An expense of one of the six groups; the group decides what is asked."""

    group = forms.ChoiceField(choices=list(COST_GROUPS.items()), widget=forms.HiddenInput)

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        group: str,
        accounts: Sequence[BankAccountFacts] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(given, initial={**(initial or {}), "group": group})
        self.ask_account(accounts=accounts)
        self.fields["has_invoice"] = forms.BooleanField(
            label=_PAPERS.get(group, _("There is an invoice")), required=False
        )
        self.fields.update(_questions(group))
        if group == "depreciation":
            # Nobody is paid: whatever stands there moves no money.
            self.fields["means"] = forms.CharField(widget=forms.HiddenInput, initial="credit")
            self.fields.pop("bank_account", None)

    def clean(self) -> dict[str, Any]:
        """Ask for the debt where the law limits the interest."""
        cleaned = super().clean() or {}
        if cleaned.get("lender") == "other" and not (cleaned.get("debt_vnd") and cleaned.get("days")):
            self.add_error("debt_vnd", _("Enter the debt and the days: the law limits this interest."))
        return cleaned

    def draft(self) -> ExpenseDraft:
        """Give the expense that was filled in."""
        cleaned = self.cleaned_data
        answers = [cleaned.get(name) for name in ("whose", "insured", "asset")]
        unmet = [_UNMET[answer] for answer in answers if answer in _UNMET]
        if cleaned.get("is_private"):
            unmet.append(NO_FINES)
        return ExpenseDraft(
            spent_on=cleaned["on"],
            group=cleaned["group"],
            amount_vnd=Dong(cleaned["amount_vnd"]),
            has_invoice=cleaned["has_invoice"],
            unmet=tuple(unmet),
            deductible_max_vnd=self._most_interest(),
            **self.given,
        )

    def _most_interest(self) -> Dong | None:
        cleaned = self.cleaned_data
        if cleaned.get("lender") != "other":
            return None
        return interest_vnd_max(
            debt_vnd=Dong(cleaned["debt_vnd"]), days=cleaned["days"], law=cost_law(on=cleaned["on"])
        )


def _questions(group: str) -> dict[str, forms.Field]:
    if group == "wages":
        return {
            "whose": forms.ChoiceField(label=_("Whose wages?"), choices=list(_WHOSE.items())),
            "insured": forms.ChoiceField(label=_("Insurance"), choices=list(_INSURED.items())),
        }
    if group == "depreciation":
        return {"asset": forms.ChoiceField(label=_("The asset stands"), choices=list(_ASSETS.items()))}
    if group == "interest":
        return {
            "lender": forms.ChoiceField(label=_("Who lent the money?"), choices=list(_WHO_LENT.items())),
            "debt_vnd": DongField(label=_("Debt"), required=False, help_text=_("Only for lenders other than banks.")),
            "days": forms.IntegerField(label=_("Days"), required=False, min_value=1, max_value=3660),
        }
    private = _("It is a fine, a contract penalty, or spending of the family")
    return {"is_private": forms.BooleanField(label=private, required=False)}
