"""Read from pages how shares are paid: a new list, a member's account, what came of a line."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.distribution.actions.prepare_payments import PaymentListDraft
from ecoop.distribution.calc.paying import BankAccountDraft, PaidBy
from ecoop.kernel.ids import new_id
from ecoop.members.queries import find_member_by_number

NUMBERS_MAX = 200


class DayField(forms.DateField):
    """A day, picked from the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class PaymentListForm(forms.Form):
    """A new list: how, when, whom, how much of each share."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    means = forms.ChoiceField(
        label=gettext_lazy("How the members are paid"),
        choices=(
            (PaidBy.BANK.value, gettext_lazy("by the bank: everybody whose account is known")),
            (PaidBy.CASH.value, gettext_lazy("in cash: everybody else")),
        ),
    )
    pays_on = DayField(
        label=gettext_lazy("Day of payment"), help_text=gettext_lazy("Tax is held back by the law of this day.")
    )
    percent = forms.DecimalField(
        label=gettext_lazy("How much of what is open, per cent"),
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
        initial=100,
    )
    numbers = forms.CharField(
        label=gettext_lazy("Only these members"),
        help_text=gettext_lazy("Numbers of members with spaces between them; leave it empty to pay everybody."),
        max_length=4_000,
        required=False,
    )
    account = forms.CharField(label=gettext_lazy("Account of the cooperative"), max_length=30, required=False)
    bank_name = forms.CharField(label=gettext_lazy("Its bank"), max_length=120, required=False)
    bank_bin = forms.RegexField(r"^\d{6}$", label=gettext_lazy("Code of its bank (six digits)"), required=False)

    def __init__(self, data: Any = None, *, org_id: UUID, today: date) -> None:
        super().__init__(data, initial={"pays_on": today, "id": new_id()})
        self.org_id = org_id

    def clean_numbers(self) -> frozenset[UUID] | None:
        """Find the members who are named."""
        numbers = [number for number in re.split(r"[\s,;]+", self.cleaned_data["numbers"]) if number]
        if len(numbers) > NUMBERS_MAX:
            raise forms.ValidationError(_("Name at most {most} members.").format(most=NUMBERS_MAX))
        found = {number: find_member_by_number(org_id=self.org_id, number=number) for number in numbers}
        if missing := [number for number, member in found.items() if member is None]:
            raise forms.ValidationError(_("No member has the number {number}.").format(number=missing[0]))
        return frozenset(member.id for member in found.values() if member) or None

    def draft(self, *, year: int) -> PaymentListDraft:
        """Give what `prepare_payments` takes."""
        given = self.cleaned_data
        return PaymentListDraft(
            id=given["id"],
            year=year,
            means=PaidBy(given["means"]),
            pays_on=given["pays_on"],
            member_ids=given["numbers"],
            percent=given["percent"],
            bank_bin=given["bank_bin"],
            bank_name=given["bank_name"],
            account=given["account"],
        )


class BankAccountForm(forms.Form):
    """Where a member is paid from a day on."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("Number of the account"),
        help_text=gettext_lazy("Leave it empty to pay in cash from that day on."),
        max_length=40,
        required=False,
    )
    bank_name = forms.CharField(label=gettext_lazy("Bank"), max_length=120, required=False)
    bank_bin = forms.RegexField(r"^\d{6}$", label=gettext_lazy("Code of the bank (six digits)"), required=False)
    holder = forms.CharField(label=gettext_lazy("Holder, if it is another name"), max_length=140, required=False)
    starts_on = DayField(label=gettext_lazy("From"))

    def __init__(self, data: Any = None, *, today: date, known: Any = None) -> None:
        before = {name: getattr(known, name) for name in ("number", "bank_name", "bank_bin", "holder")} if known else {}
        super().__init__(data, initial={"starts_on": today, "id": new_id(), **before})

    def draft(self, *, member_id: UUID) -> BankAccountDraft:
        """Give what `record_bank_accounts` takes."""
        return BankAccountDraft(member_id=member_id, **self.cleaned_data)


class ConfirmationForm(forms.Form):
    """On which day the lines of a list were paid."""

    paid_on = DayField(label=gettext_lazy("Day of payment"))


class PaymentUndoingForm(forms.Form):
    """Why a line came to nothing."""

    on = DayField(label=gettext_lazy("Day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
