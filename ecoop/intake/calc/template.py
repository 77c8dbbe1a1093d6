"""The empty list to fill in: columns, two example rows that are passed over, and a sheet of notes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ecoop.intake.calc.columns import ListField, ListKind
from ecoop.kernel.sheets import Column, SheetDraft

# In every language of ours, because the list comes back in the language it was downloaded in.
EXAMPLE_MARKS = ("example:", "ví dụ:", "exemple :", "exemple:", "beispiel:", "مثال:")


def draft_template(*, kind: ListKind) -> list[SheetDraft]:
    """Draft the two sheets of the empty list of a kind."""
    columns = [Column(each.label, width=max(14, len(str(each.label)) + 3)) for each in kind.fields]
    notes = [
        Column(_("Column"), width=26),
        Column(_("Must it be filled?"), width=20),
        Column(_("What to write"), width=90),
    ]
    return [
        SheetDraft(str(kind.label), columns, _examples(kind)),
        SheetDraft(_("Notes"), notes, _notes(kind), titles=[str(kind.label), str(kind.about), *map(str, kind.notes)]),
    ]


def _examples(kind: ListKind) -> Iterator[list[str]]:
    for place in (0, 1):
        row = [str(each.examples[place]) for each in kind.fields]
        row[0] = _("Example: {value}").format(value=row[0])
        yield row


def _notes(kind: ListKind) -> Iterator[tuple[str, str, str]]:
    yield (_("Rows that begin with “Example:” are passed over."), "", "")
    for each in kind.fields:
        must = _("yes") if each.is_required and not each.fallback else _("no")
        yield (str(each.label), must, "  ".join(_said(each)))


def _said(field: ListField) -> Iterator[str]:
    if field.hint:
        yield f"{field.hint}."
    if field.choices:
        yield _("One of: {choices}.").format(choices="; ".join(str(label) for label in field.choices.values()))
    if field.fallback:
        yield _("Empty: {choice}.").format(choice=field.choices[field.fallback])
    if field.reads == "yes_no":
        yield _("Yes or no; empty is no.")
