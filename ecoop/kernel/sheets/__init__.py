"""Sheets: lists read from Excel and CSV files of strangers, and lists written for people who work in Excel."""

from ecoop.kernel.sheets.answer import answer_with_excel
from ecoop.kernel.sheets.cells import read_amount, read_day, read_quantity, show_cell
from ecoop.kernel.sheets.reading import BYTES_MAX, Cell, SheetRead, pack_row, read_sheets, unpack_row
from ecoop.kernel.sheets.writing import Column, SheetDraft, write_csv, write_excel

__all__ = [
    "BYTES_MAX",
    "Cell",
    "Column",
    "SheetDraft",
    "SheetRead",
    "answer_with_excel",
    "pack_row",
    "read_amount",
    "read_day",
    "read_quantity",
    "read_sheets",
    "show_cell",
    "unpack_row",
    "write_csv",
    "write_excel",
]
