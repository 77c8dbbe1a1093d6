"""What people fill in for borrowed money: the contract, and what of it falls due when."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import parse_day
from ecoop.kernel.dong import parse_dong
from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.vouchers.calc.borrowings import Due
from ecoop.vouchers.forms.party import WithParty

_PAPER_MAX = 100


class ScheduleForm(WithParty):
    """The schedule of a contract. The hidden id makes a form sent twice one schedule."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    party = forms.CharField(
        label=_("Lender"),
        max_length=200,
        help_text=_("Name, code or tax code of a counterparty, or the number of a member."),
    )
    paper = forms.CharField(label=_("Number of the contract"), max_length=_PAPER_MAX)
    dues = forms.CharField(
        label=_("What falls due when"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "One line each: the day, then the amount, as 30/06/2027 20.000.000. Left empty, the contract is ended."
        ),
    )

    def __init__(self, data: Any = None, *, org_id: UUID, **given: Any) -> None:
        super().__init__(data, **given)
        self.org_id = org_id

    def clean_dues(self) -> list[Due]:
        """Read the lines."""
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["dues"].splitlines() if line.strip()]
        return [_read_due(parts) for parts in lines]


def _read_due(parts: list[str]) -> Due:
    if len(parts) != 2:
        raise forms.ValidationError(_now("“{line}” has no amount.").format(line=" ".join(parts)[:60]))
    try:
        return Due(parse_day(parts[0]), parse_dong(parts[1]))
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal)) from None
