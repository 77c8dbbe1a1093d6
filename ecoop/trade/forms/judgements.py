"""What somebody fills in who judges a cost."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.trade.calc.costs import ConditionVerdict


class JudgementForm(forms.Form):
    """One condition of the law, whether it is met, and what that rests on."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    condition = forms.ChoiceField(label=_("Condition"))
    verdict = forms.ChoiceField(
        label=_("It is"), choices=[("met", _("met")), ("unmet", _("not met"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name the paper it rests on."),
    )

    def __init__(
        self, given: Mapping[str, Any] | None, *, conditions: Sequence[ConditionVerdict], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(given, initial=dict(initial))
        choices = [(each.code, each.label) for each in conditions]
        self.fields["condition"].choices = choices  # type: ignore[attr-defined]

    def judged(self) -> dict[str, Any]:
        """Give what was judged, as the action takes it."""
        cleaned = self.cleaned_data
        return {
            "judgement_id": cleaned["id"],
            "condition": cleaned["condition"],
            "verdict": cleaned["verdict"],
            "reason": cleaned["reason"],
        }
