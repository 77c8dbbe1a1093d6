"""What people fill in before a loan: an application, a decision, a contract."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.finance.actions.apply_for_loan import LoanApplicationDraft
from ecoop.finance.actions.decide_application import LoanDecisionDraft
from ecoop.finance.actions.sign_loan import LoanDraft
from ecoop.finance.calc import AllocationOrder, ApplicationSource, Purpose, ScheduleKind, Verdict
from ecoop.finance.queries.law import ORDER_WORDS, PURPOSE_WORDS, SCHEDULE_WORDS
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.members.queries import find_member_by_number
from ecoop.web.fields import DongField, QuantityField, day_field

PERCENT = Decimal("0.01")
_TERM_MONTHS_TYPED_MAX = 60
_VERDICTS = [(Verdict.APPROVED.value, _("approve the loan")), (Verdict.REFUSED.value, _("refuse the loan"))]


class OwnApplicationForm(forms.Form):
    """What a member asks for, from the household's own page. The hidden id makes a form sent twice one application."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    amount_vnd = DongField(label=_("How much"))
    months = forms.IntegerField(label=_("For how many months"), min_value=1, max_value=_TERM_MONTHS_TYPED_MAX)
    purpose = forms.ChoiceField(label=_("For what"), choices=list(PURPOSE_WORDS.items()))
    purpose_text = forms.CharField(label=_("In words, for example fertiliser for the summer crop"), max_length=300)
    schedule = forms.ChoiceField(label=_("How it comes back"), choices=list(SCHEDULE_WORDS.items()))

    def draft(self, *, member_id: UUID, source: ApplicationSource, today: date) -> LoanApplicationDraft:
        """Give the application that was filled in."""
        said = self.cleaned_data
        return LoanApplicationDraft(
            id=said["id"],
            member_id=member_id,
            source=source,
            asked_on=said.get("asked_on") or today,
            amount_vnd=Dong(said["amount_vnd"]),
            months=said["months"],
            purpose=Purpose(said["purpose"]),
            purpose_text=said["purpose_text"],
            schedule=ScheduleKind(said["schedule"]),
        )


class ApplicationForm(OwnApplicationForm):
    """The same, entered in the office for a member."""

    member_number = forms.CharField(
        label=_("Member"), max_length=20, help_text=_("The number in the register, for example TV001")
    )
    asked_on = day_field(label=_("Asked on"))
    field_order = ("id", "member_number", "asked_on")

    def __init__(self, *args: Any, org_id: UUID, **given: Any) -> None:
        super().__init__(*args, **given)
        self.org_id = org_id

    def clean_member_number(self) -> UUID:
        """Find the member."""
        text = self.cleaned_data["member_number"].strip()
        found = find_member_by_number(org_id=self.org_id, number=text)
        if found is None:
            raise forms.ValidationError(_now("The register has no member {number}.").format(number=text))
        return found.id


class DecisionForm(forms.Form):
    """What the Board decided."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Verdict.APPROVED.value, _("approve the loan")), (Verdict.REFUSED.value, _("refuse the loan"))],
    )
    decided_on = day_field(label=_("Decided on"))
    decided_by = forms.CharField(label=_("Decided by"), max_length=300, required=False)
    paper = forms.CharField(label=_("Resolution of the Board"), max_length=200, required=False)
    amount_vnd = DongField(label=_("Amount"), required=False)
    months = forms.IntegerField(
        label=_("Term in months"), min_value=1, max_value=_TERM_MONTHS_TYPED_MAX, required=False
    )
    rate_percent = QuantityField(label=_("Rate, percent a year"), required=False)
    reason = forms.CharField(label=_("Reason, if it is refused"), max_length=500, required=False)

    def draft(self, *, application_id: UUID) -> LoanDecisionDraft:
        """Give the decision that was filled in."""
        said = self.cleaned_data
        return LoanDecisionDraft(
            application_id=application_id,
            verdict=Verdict(said["verdict"]),
            decided_on=said["decided_on"],
            decided_by=said["decided_by"],
            paper=said["paper"],
            reason=said["reason"],
            amount_vnd=Dong(said["amount_vnd"] or 0),
            months=said["months"] or 0,
            rate_per_year=(said["rate_percent"] or Decimal(0)) * PERCENT,
        )


class SignForm(forms.Form):
    """What the contract says beyond the approval."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    signed_on = day_field(label=_("Signed on"))
    signed_by = forms.CharField(label=_("Who signs for the cooperative"), max_length=200)
    overdue_percent = QuantityField(
        label=_("Overdue principal bears, percent of the rate"), help_text=_("At most what the Civil Code says.")
    )
    order = forms.ChoiceField(label=_("A payment settles first"), choices=list(ORDER_WORDS.items()))
    collateral = forms.CharField(label=_("Collateral"), max_length=500, required=False)
    collateral_vnd = DongField(label=_("Value of the collateral"), required=False)

    def draft(self, *, application_id: UUID) -> LoanDraft:
        """Give the contract that was filled in."""
        said = self.cleaned_data
        return LoanDraft(
            id=said["id"],
            application_id=application_id,
            signed_on=said["signed_on"],
            signed_by=said["signed_by"],
            overdue_ratio=said["overdue_percent"] * PERCENT,
            order=AllocationOrder(said["order"]),
            collateral=said["collateral"],
            collateral_vnd=Dong(said["collateral_vnd"] or 0),
        )
