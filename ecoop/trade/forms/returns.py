"""What people fill in when goods come back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.trade.calc import SaleDraft, SaleLeft, draft_return
from ecoop.trade.errors import MEANS
from ecoop.web.fields import DongField, QuantityField, day_field


class SaleReturnForm(forms.Form):
    """How much of each line came back, when, and how the money went back."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Came back on"))
    means = forms.ChoiceField(label=_("Money went back by"), choices=list(MEANS.items()))
    text = forms.CharField(label=_("Why?"), max_length=500, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, left: SaleLeft, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"means": left.sale.means, **(initial or {})})
        self.left = left
        for at, line in left.lines.items():
            kind = DongField if line.quantity is None else QuantityField
            hint = _now("Left: {left}").format(left=line.shown)
            if line.amount_vnd > 0:
                self.fields[f"line-{at}"] = kind(label=line.sold.name, help_text=hint, required=False)
        self.order_fields([name for name in self.fields if name.startswith("line-")])

    def clean(self) -> dict[str, Any]:
        """Draft the return, to say at once what does not fit."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.drafted = self._draft(cleaned)
            except Refusal as refusal:
                self.add_error(None, str(refusal))
        return cleaned

    def draft(self) -> SaleDraft:
        """Give the return that was filled in."""
        return self.drafted

    def _draft(self, cleaned: Mapping[str, Any]) -> SaleDraft:
        wanted = {at: cleaned.get(f"line-{at}") for at in self.left.lines}
        return draft_return(
            id=cleaned["id"],
            left=self.left,
            on=cleaned["on"],
            quantities={at: each for at, each in wanted.items() if each and self.left.lines[at].quantity is not None},
            amounts_vnd={at: each for at, each in wanted.items() if each and self.left.lines[at].quantity is None},
            means=cleaned["means"],
            text=cleaned["text"] or _now("Return"),
        )
