"""What is refused of sheets: files that are none, that hide something, that are too large; cells that say nothing."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class SheetIsNoSheet(Refusal):
    """The bytes are no list we can read, whatever the file is called."""

    code = "kernel.no-sheet"
    said = _("“{name}” is not an Excel or CSV file: {why}.")
    remedy = _("Open the list in Excel or LibreOffice, save it as “Excel workbook (.xlsx)” and upload that file.")


class SheetIsUnsafe(Refusal):
    """The file unpacks to far more than a list holds, or reading it took more than a list may take."""

    code = "kernel.sheet-is-unsafe"
    said = _("“{name}” was not opened: {why}.")
    remedy = _("Copy the cells of the list into a new workbook, save it as .xlsx and upload that file.")


class SheetIsTooLarge(Refusal):
    """The list has more bytes, rows or columns than one upload takes."""

    code = "kernel.sheet-is-too-large"
    said = _("“{name}” has more than {most} {what}.")
    remedy = _("Split the list into several files, for example one for each month, and upload them one after another.")


class SheetIsEmpty(Refusal):
    """There is nothing in the file."""

    code = "kernel.sheet-is-empty"
    said = _("“{name}” has no rows.")
    remedy = _("Look whether the right file was chosen; the list must stand in the first sheets of the workbook.")


class DayIsAmbiguous(Refusal):
    """A day whose year has two digits can be read in two ways."""

    code = "kernel.day-is-ambiguous"
    said = _("“{text}” can be read as two different days.")
    remedy = _("Write the year with four digits and the day first, for example 05/03/2026.")


class AmountLooksCut(Refusal):
    """A number with decimals where an amount of đồng stands: 1.234 typed where the dot is the decimal mark."""

    code = "kernel.amount-looks-cut"
    said = _("The cell holds the number {text}, which is no whole amount in đồng.")
    remedy = _("Type the amount without dots and commas, for example 1234000, and let Excel show the thousands.")


class QuantityNotUnderstood(Refusal):
    """A text that should be a quantity is not one."""

    code = "kernel.quantity-not-understood"
    said = _("“{text}” is not a quantity.")
    remedy = _("Write it in digits, with a comma before the decimals: 1,5.")


REASONS = {
    "binary": _("it holds no readable text"),
    "damaged": _("it is damaged or not complete"),
    "html": _("it is a web page or XML that only bears the name of an Excel file"),
    "locked": _("it is protected by a password, or damaged"),
    "encoding": _("its letters cannot be read; in Excel choose “CSV UTF-8”"),
    "many": _("it packs too many files"),
    "swells": _("it unpacks to far more than a list holds"),
    "effort": _("reading it took too much memory or time; perhaps a cell far below or far to the right is filled"),
}
SIZES = {"bytes": _("megabytes"), "rows": _("rows"), "columns": _("columns"), "cells": _("cells")}
