"""What people hand in and choose: a file, and which column of it says what."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecoop.intake.actions.start_import import check_columns
from ecoop.intake.calc import OURS, ListField, column_letter
from ecoop.intake.errors import ColumnIsMissing
from ecoop.intake.queries import Look
from ecoop.kernel.refusals import Refusal

_ENDINGS = ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.txt"
_NAMED_LETTERS = 60


class UploadForm(forms.Form):
    """A list to bring in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(attrs={"accept": _ENDINGS}),
        help_text=gettext_lazy("Excel (.xlsx, .xls, .xlsb), LibreOffice (.ods) or CSV, up to 32 MB and 200,000 rows."),
    )


class SheetForm(forms.Form):
    """Which sheet, and which row of it holds the names of the columns."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("Sheet"), coerce=int, required=False, empty_value=None)
    header = forms.IntegerField(
        label=gettext_lazy("Row with the names of the columns"), min_value=1, max_value=2000, required=False
    )

    def __init__(self, *args: Any, look: Look | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if look is None:
            return
        named = [each.name or _("The only sheet") for each in look.file.sheets]
        choice: Any = self.fields["sheet"]
        choice.choices = list(enumerate(named))
        self.initial = {"sheet": look.sheet, "header": look.header.row or None}


class MappingForm(forms.Form):
    """For each field of a kind: the column that holds it, or what holds for every row."""

    def __init__(self, *args: Any, look: Look, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.look = look
        columns = _columns(look)
        for each in look.kind.fields:
            self.fields[each.name] = forms.ChoiceField(
                label=str(each.label),
                choices=[("", "—"), *_choices(each, columns)],
                required=each.is_required,
                error_messages={"required": str(ColumnIsMissing(label=each.label))},
                help_text=str(each.hint),
                initial=look.suggested.get(each.name, ""),
            )

    @property
    def columns(self) -> Mapping[str, str]:
        """Give the mapping that was chosen, or that is suggested."""
        if self.is_bound and self.is_valid():
            return {name: chosen for name, chosen in self.cleaned_data.items() if chosen}
        return self.look.suggested

    @property
    def first_fields(self) -> list[Any]:
        """List what every document needs, and what was found in the list."""
        return [self[each.name] for each in self.look.kind.fields if self._is_first(each)]

    @property
    def further_fields(self) -> list[Any]:
        """List what this list does not seem to have."""
        return [self[each.name] for each in self.look.kind.fields if not self._is_first(each)]

    def clean(self) -> dict[str, Any]:
        """Refuse a mapping that cannot work, beside the field that must change."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            check_columns(kind=self.look.kind, columns=cleaned, header=self.look.header)
        except Refusal as refusal:
            self.add_error(refusal.facts["field"], str(refusal))
        return cleaned

    def _is_first(self, field: ListField) -> bool:
        needed = field.is_required or any(field.name in group for group in self.look.kind.any_of)
        found = self.look.suggested.get(field.name, "").isdigit()
        return needed or found or field.is_asked or bool(self.errors.get(field.name))


def _columns(look: Look) -> list[tuple[str, str]]:
    """Name the columns as people see them in Excel: letter, name, and the first things in it."""
    named = []
    for at, name in enumerate(look.header.names):
        if name.startswith(OURS):
            continue
        samples = ", ".join(look.samples(at))
        shown = " · ".join(part for part in (column_letter(at), name or None) if part)
        if name or samples:
            named.append((str(at), f"{shown} ({samples[:_NAMED_LETTERS]})" if samples else shown))
    return named


def _choices(field: ListField, columns: list[tuple[str, str]]) -> list[Any]:
    if field.reads == "yes_no":
        return [(_("Column of the list"), columns), (_("The same for every row"), [("=yes", _("Yes"))])]
    if not field.choices:
        return columns
    fixed = [(f"={choice}", str(label)) for choice, label in field.choices.items()]
    return [(_("Column of the list"), columns), (_("The same for every row"), fixed)]
