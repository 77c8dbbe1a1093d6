"""What people fill in about one loan: money out, money back, another schedule, doubt, loss, collateral."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.finance.actions.change_plan import PlanDraft, change_plan
from ecoop.finance.actions.disburse_loan import DisbursementDraft, disburse_loan
from ecoop.finance.actions.handle_loss import LossDraft, handle_loss
from ecoop.finance.actions.repay_loan import RepaymentDraft, repay_loan
from ecoop.finance.calc import EventKind, EventMeans, ScheduleKind
from ecoop.finance.queries.law import SCHEDULE_WORDS
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.web.fields import DongField, day_field

_MONEY = [(EventMeans.BANK.value, _("bank")), (EventMeans.CASH.value, _("cash"))]
_COVERED = [
    (EventMeans.COST.value, _("a cost of internal lending")),
    (EventMeans.CLAIM.value, _("a claim against somebody")),
    *_MONEY,
]
_MONTHS_TYPED_MAX = 60


class _ActForm(forms.Form):
    """An act about one loan, made one by the hidden id."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))

    def record(self, *, loan_id: UUID, kind: EventKind | None, **act: Any) -> None:
        """Record what was filled in."""
        raise NotImplementedError


class PayOutForm(_ActForm):
    """The money goes to the member."""

    means = forms.ChoiceField(label=_("By"), choices=_MONEY)
    amount_vnd = DongField(label=_("Amount"), required=False, help_text=_("All that is left, or a part of it."))

    def record(self, *, loan_id: UUID, kind: EventKind | None, **act: Any) -> None:
        """Pay the loan out, or a part of it."""
        said = self.cleaned_data
        part_vnd = Dong(said["amount_vnd"]) if said["amount_vnd"] is not None else None
        draft = DisbursementDraft(said["id"], loan_id, said["on"], EventMeans(said["means"]), amount_vnd=part_vnd)
        disburse_loan(disbursement=draft, **act)


class RepayForm(PayOutForm):
    """Money comes back."""

    amount_vnd = DongField(label=_("Amount"))
    text = forms.CharField(label=_("Note"), max_length=300, required=False)

    def record(self, *, loan_id: UUID, kind: EventKind | None, **act: Any) -> None:
        """Take the payment in."""
        said = self.cleaned_data
        amount_vnd, means = Dong(said["amount_vnd"]), EventMeans(said["means"])
        draft = RepaymentDraft(said["id"], loan_id, said["on"], means, amount_vnd, said["text"])
        repay_loan(repayment=draft, **act)


class PlanForm(_ActForm):
    """Another schedule for what is still out."""

    months = forms.IntegerField(label=_("Months from that day on"), min_value=1, max_value=_MONTHS_TYPED_MAX)
    schedule = forms.ChoiceField(label=_("How it comes back"), choices=list(SCHEDULE_WORDS.items()))
    paper = forms.CharField(label=_("Resolution of the Board"), max_length=200)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def record(self, *, loan_id: UUID, kind: EventKind | None, **act: Any) -> None:
        """Write the schedule down."""
        said = self.cleaned_data
        plan = PlanDraft(
            id=said["id"],
            loan_id=loan_id,
            starts_on=said["on"],
            months=said["months"],
            schedule=ScheduleKind(said["schedule"]),
            paper=said["paper"],
            reason=said["reason"],
        )
        change_plan(plan=plan, **act)


class MarkForm(_ActForm):
    """A step without an amount of its own."""

    paper = forms.CharField(label=_("Paper"), max_length=200, required=False)

    def record(self, *, loan_id: UUID, kind: EventKind | None, **act: Any) -> None:
        """Record the step."""
        said = self.cleaned_data
        assert kind is not None
        loss = LossDraft(
            id=said["id"],
            loan_id=loan_id,
            kind=kind,
            on=said["on"],
            paper=said["paper"],
            principal_vnd=Dong(said.get("principal_vnd") or 0),
            interest_vnd=Dong(said.get("interest_vnd") or 0),
            covered=EventMeans(said.get("covered") or EventMeans.COST.value),
        )
        handle_loss(loss=loss, **act)


class ProvisionForm(MarkForm):
    """What is set aside, or no longer."""

    principal_vnd = DongField(label=_("Amount"))


class WriteOffForm(MarkForm):
    """What is given up, and who bears it."""

    principal_vnd = DongField(label=_("Principal"), required=False)
    interest_vnd = DongField(label=_("Interest"), required=False)
    covered = forms.ChoiceField(label=_("Borne by"), choices=_COVERED)


class RecoveryForm(MarkForm):
    """Money that came back after all."""

    principal_vnd = DongField(label=_("Amount"))
    covered = forms.ChoiceField(label=_("By"), choices=_MONEY)


class ReversalForm(forms.Form):
    """Why something is taken back, and on which day in the books."""

    entry_on = day_field(label=_("Day in the books"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


@dataclass(frozen=True)
class Act:
    """An act about one loan: its form, what it is, and what the page says."""

    form: Callable[..., Any]
    title: Any
    lead: Any
    submit: Any
    kind: EventKind | None = None


ACTS: Mapping[str, Act] = {
    "payout": Act(
        PayOutForm,
        _("Pay out"),
        _("Every rule is looked at once more; then the money is posted and the schedule stands."),
        _("Pay out"),
    ),
    "repayment": Act(
        RepayForm,
        _("Money came back"),
        _("Interest is counted up to that day first; then the payment settles what the contract says."),
        _("Record"),
    ),
    "schedule": Act(
        PlanForm,
        _("Another schedule"),
        _("For what is still out, never beyond the longest term from the day on which the money went out."),
        _("Record"),
    ),
    "doubt": Act(
        MarkForm,
        _("Interest is doubtful"),
        _("From that day on interest stands off the balance sheet until it is paid."),
        _("Record"),
        EventKind.DOUBTED,
    ),
    "doubt-ended": Act(
        MarkForm,
        _("Interest is no longer doubtful"),
        _("From that day on interest is income again."),
        _("Record"),
        EventKind.DOUBT_ENDED,
    ),
    "provision": Act(
        ProvisionForm,
        _("Set aside for loss"),
        _("No rule on how much was found; the amount is the resolution's."),
        _("Record"),
        EventKind.PROVIDED,
    ),
    "provision-released": Act(
        ProvisionForm,
        _("Set aside no longer"),
        _("What was set aside comes back."),
        _("Record"),
        EventKind.PROVISION_RELEASED,
    ),
    "write-off": Act(
        WriteOffForm,
        _("Write off"),
        _("What will not come back is given up by resolution; red entries can take it back."),
        _("Write off"),
        EventKind.WRITTEN_OFF,
    ),
    "recovery": Act(
        RecoveryForm,
        _("Money back after a write-off"),
        _("The loan stays written off; what comes back is other income of the day."),
        _("Record"),
        EventKind.RECOVERED,
    ),
    "collateral": Act(
        MarkForm,
        _("Return the collateral"),
        _("The loan is settled; what was pledged goes back to the member."),
        _("Record"),
        EventKind.RELEASED,
    ),
}
