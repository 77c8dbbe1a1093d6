"""What people hand in to open the books: a list as a file or pasted, and which account takes over which."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.ids import new_id
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import BYTES_MAX, Cell, read_sheets, show_cell
from ecoop.vouchers.queries.opening_looks import OpeningLook

_ROWS_MAX = 5_000
_CHOICE = "to-"
_ENDINGS = ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.txt"


class OpeningsForm(forms.Form):
    """A trial balance of the day before the books begin. The hidden id makes a form sent twice one opening."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    file = forms.FileField(
        label=_("File"), required=False, widget=forms.ClearableFileInput(attrs={"accept": _ENDINGS}),
        help_text=_("Excel, LibreOffice or CSV: account, debit, credit; party, item, unit, quantity if there are any."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Or paste the rows here"), required=False, max_length=BYTES_MAX, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip
    chart = forms.ChoiceField(
        label=_("Accounts of the list"),
        choices=[("24", _("Circular 24/2017 or another chart")), ("71", _("Circular 71/2024"))],
        widget=forms.RadioSelect,
        initial="24",
    )
    take = forms.ChoiceField(
        label=_("Which balances of the list"),
        choices=[
            ("", _("Those of the end, if it has several")),
            ("closing", _("At the end")),
            ("opening", _("At the beginning")),
            ("plain", _("Without a time")),
        ],
        required=False,
    )
    makes_parties = forms.ChoiceField(
        label=_("Names that nobody knows"),
        choices=[("no", _("Are told as wrong")), ("yes", _("Are recorded as counterparties"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    reason = forms.CharField(label=_("If it replaces what was recorded before: why"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Read the file, or what was pasted."""
        said = super().clean() or {}
        file, pasted = said.get("file"), said.get("pasted") or ""
        try:
            data = file.read(BYTES_MAX + 1) if file else pasted.encode()
            if not data.strip():
                raise forms.ValidationError(_now("Choose a file or paste the rows of the list."))
            sheets = read_sheets(data, name=file.name if file else _now("The pasted rows"))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None
        said["rows"] = sheets[0].rows
        if len(said["rows"]) > _ROWS_MAX:
            raise forms.ValidationError(
                _now("The list has more than {most} rows; bring it in by the command line.").format(most=_ROWS_MAX)
            )
        return said

    @property
    def choices(self) -> dict[str, str]:
        """Give the accounts that were chosen for older ones."""
        data: Mapping[str, Any] = self.data
        return {name.removeprefix(_CHOICE): str(data[name]) for name in data if name.startswith(_CHOICE)}

    @property
    def rows_text(self) -> str:
        """Write the rows as text, so that the next step needs no file."""
        return text_of_rows(rows=self.cleaned_data["rows"])


def text_of_rows(*, rows: Sequence[Sequence[Cell]]) -> str:
    """Write rows as tab-separated text."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerows([show_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def open_choices(*, look: OpeningLook) -> list[tuple[str, str, str, str]]:
    """Give each older account with the field's name, the account proposed, and the note; the open ones first."""
    rows = [(each.old_code, f"{_CHOICE}{each.old_code}", each.code, each.note) for each in look.proposals]
    return sorted(rows, key=lambda row: (bool(row[2]), row[0]))
