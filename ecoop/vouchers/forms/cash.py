"""What people fill in when they count the cash box."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.vouchers.calc.cash import PIECES_MAX, CashCountDraft
from ecoop.vouchers.calc.vouchers import NAME_MAX, TEXT_MAX
from ecoop.vouchers.queries.cash import Note
from ecoop.web.fields import day_field

_NOTE = "note_"
_PEOPLE = ("cashier", "accountant", "witness")


class CashCountForm(forms.Form):
    """How many notes of each worth lie in the cash box. The hidden id makes a form sent twice one count."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    on = day_field(label=_("Day"))
    reason = forms.CharField(label=_("If it differs from the books: why"), max_length=TEXT_MAX, required=False)
    cashier = forms.CharField(label=_("Cashier"), max_length=NAME_MAX, required=False)
    accountant = forms.CharField(label=_("Accountant"), max_length=NAME_MAX, required=False)
    witness = forms.CharField(label=_("Who counted"), max_length=NAME_MAX, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, notes: Sequence[Note], **given: Any) -> None:
        super().__init__(data, **given)
        for note in notes:
            self.fields[f"{_NOTE}{note.worth_vnd}"] = forms.IntegerField(
                label=note.label, required=False, min_value=0, max_value=PIECES_MAX
            )

    @property
    def note_fields(self) -> list[forms.BoundField]:
        """Give the notes to count."""
        return [self[name] for name in self.fields if name.startswith(_NOTE)]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """Give what is asked besides."""
        return [self[name] for name in ("on", "reason", *_PEOPLE)]

    def draft(self) -> CashCountDraft:
        """Give the count that was filled in."""
        said = self.cleaned_data
        pieces = {int(name.removeprefix(_NOTE)): said[name] for name in said if name.startswith(_NOTE) and said[name]}
        return CashCountDraft(said["id"], said["on"], pieces, said["reason"], [said[name] for name in _PEOPLE])
