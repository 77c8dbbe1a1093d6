"""Refusals about lists: columns that are missing, rows that cannot become documents."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class KindIsUnknown(Refusal):
    """A kind of list that does not exist."""

    code = "intake.kind-is-unknown"
    said = _("There is no kind of list called {kind}.")
    remedy = _("Choose one of: {kinds}.")


class ListNotFound(Refusal):
    """No list of the organisation has this id."""

    code = "intake.list-not-found"
    said = _("There is no such list in this organisation.")
    remedy = _("Look for it among the lists that were brought in, or upload it again.")


class OrganisationNotFound(Refusal):
    """The command was told an organisation that does not exist, or a person who may not act for it."""

    code = "intake.organisation-not-found"
    said = _("There is no organisation {slug} in which {person} may record documents.")
    remedy = _("Look at the short name in the address of its pages, and name an owner or accountant with --as.")


class ListFileNotFound(Refusal):
    """The command was told a file that is not there."""

    code = "intake.file-not-found"
    said = _("There is no file {path}, or it cannot be read.")
    remedy = _("Check the path and whether you may read the file.")


class MappingNotUnderstood(Refusal):
    """The mapping on the command line names a field or a column that does not exist."""

    code = "intake.mapping-not-understood"
    said = _("“{text}” is no part of a mapping of this list.")
    remedy = _("Write field=COLUMN, for example day=A or day=“Ngày bán”. Fields: {fields}.")


class ColumnIsMissing(Refusal):
    """The list has no column for something that every document needs."""

    code = "intake.column-is-missing"
    said = _("No column is chosen for: {label}.")
    remedy = _("Choose the column that holds it. If the list has none, add one in Excel and upload the list again.")


class ColumnIsChosenTwice(Refusal):
    """One column was chosen for two things."""

    code = "intake.column-is-chosen-twice"
    said = _("The column {column} is chosen for {first} and for {second}.")
    remedy = _("Choose another column for one of the two, or none.")


class CellIsEmpty(Refusal):
    """A cell is empty that must say something."""

    code = "intake.cell-is-empty"
    said = _("The cell is empty.")
    remedy = _("Fill in: {label}.")


class AmountIsMissing(Refusal):
    """A row has neither an amount nor what to reckon it from."""

    code = "intake.amount-is-missing"
    said = _("The row has no amount, and no quantity and unit price to reckon it from.")
    remedy = _("Fill in the amount of the row in đồng.")


class ChoiceNotUnderstood(Refusal):
    """A cell says something that is none of the choices."""

    code = "intake.choice-not-understood"
    said = _("“{text}” is none of the choices.")
    remedy = _("Write one of: {choices}.")


class TextIsTooLong(Refusal):
    """A cell holds more letters than its field."""

    code = "intake.text-is-too-long"
    said = _("The cell has {letters} letters; {most} fit.")
    remedy = _("Shorten it.")


class AnotherRowIsWrong(Refusal):
    """A row is right, but another row of the same document is not, and half a document would be a wrong one."""

    code = "intake.another-row-is-wrong"
    said = _("The row is right, but row {row} of the same document is not.")
    remedy = _("Mend that row; both come in together.")


class DocumentHasTooManyRows(Refusal):
    """So many rows bear one number that it is surely not the number of a document."""

    code = "intake.document-has-too-many-rows"
    said = _("The document {number} has {rows} rows; at most {most} make one document.")
    remedy = _("Look whether the column chosen for the number really holds the number of each document.")


class NumberIsTaken(Refusal):
    """A document with this number and day is in the books with other content."""

    code = "intake.number-is-taken"
    said = _("The document {number} of this day is in the books already, with other content.")
    remedy = _("Give this one a number of its own, and if the recorded one was wrong, take it back in the books.")


class RowIsInTheBooks(Refusal):
    """This row of this file was recorded before, read with other columns."""

    code = "intake.row-is-in-the-books"
    said = _("This row is in the books already, with other content.")
    remedy = _("If what was recorded is wrong, take it back in the books, then record the right one by hand.")


class ProductIsUnknown(Refusal):
    """A row speaks of a product that the organisation does not have."""

    code = "intake.product-is-unknown"
    said = _("There is no product {text}.")
    remedy = _("Bring in the list of products first, or write its code or name just as it stands there.")
