"""What people fill in for a payroll: one row for each worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.vouchers.calc.papers import PayLine
from ecoop.vouchers.calc.payroll import WorkerPay, voucher_of_payroll
from ecoop.vouchers.calc.rules import VoucherRule
from ecoop.vouchers.calc.vouchers import TEXT_MAX, VoucherDraft
from ecoop.vouchers.queries import CounterpartyFacts, Office
from ecoop.web.fields import DongField, day_field

_DAYS_MAX = 12
_AMOUNTS = {
    "pay": _("Gross pay"),
    "employer": _("Contributions of the cooperative"),
    "worker": _("Contributions of the worker"),
    "tax": _("Income tax"),
}


@dataclass(frozen=True)
class WorkerFields:
    """The fields of one worker."""

    name: str
    fields: tuple[forms.BoundField, ...]


class PayrollForm(forms.Form):
    """A payroll of the workers. The hidden id makes a form sent twice one payroll."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    text = forms.CharField(label=_("What was it?"), max_length=TEXT_MAX)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        workers: Sequence[CounterpartyFacts],
        last: Mapping[UUID, PayLine],
        rule: VoucherRule,
        office: Office,
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        self.workers = workers
        (question,) = rule.questions
        choices = [(each, office.say(kind="value", name=f"where.{each}")) for each in question.values]
        self.fields["where"] = forms.ChoiceField(
            label=office.say(kind="fact", name="where"), choices=choices, initial="management", widget=forms.RadioSelect
        )
        for place, worker in enumerate(workers):
            held = last.get(worker.id)
            self.fields[f"days_{place}"] = forms.CharField(label=_("Days"), max_length=_DAYS_MAX, required=False)
            for name, label in _AMOUNTS.items():
                initial = getattr(held, f"{name}_vnd") if held else None
                self.fields[f"{name}_{place}"] = DongField(label=label, required=False, initial=initial or None)

    @property
    def head_fields(self) -> list[forms.BoundField]:
        """Give what is asked once."""
        return [self[name] for name in ("on", "text", "where")]

    @property
    def rows(self) -> list[WorkerFields]:
        """Give the fields of each worker."""
        names = ("days", *_AMOUNTS)
        return [
            WorkerFields(worker.name, tuple(self[f"{name}_{place}"] for name in names))
            for place, worker in enumerate(self.workers)
        ]

    def draft(self) -> VoucherDraft:
        """Give the payroll that was filled in, as the voucher it becomes."""
        said = self.cleaned_data
        pays = [
            WorkerPay(
                counterparty_id=worker.id,
                name=worker.name,
                days=said[f"days_{place}"],
                pay_vnd=Dong(said[f"pay_{place}"] or 0),
                employer_vnd=Dong(said[f"employer_{place}"] or 0),
                worker_vnd=Dong(said[f"worker_{place}"] or 0),
                tax_vnd=Dong(said[f"tax_{place}"] or 0),
            )
            for place, worker in enumerate(self.workers)
        ]
        return voucher_of_payroll(
            payroll_id=said["id"], voucher_on=said["on"], where=said["where"], text=said["text"], workers=pays
        )
