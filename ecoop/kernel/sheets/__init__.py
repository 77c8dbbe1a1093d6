"""Sheets: lists read from Excel and CSV files of strangers, and lists written for people who work in Excel."""

from ecoop.kernel.sheets.answer import answer_with_csv, answer_with_excel
from ecoop.kernel.sheets.writing import Column, SheetDraft, write_csv, write_excel

__all__ = [
    "Column",
    "SheetDraft",
    "answer_with_csv",
    "answer_with_excel",
    "write_csv",
    "write_excel",
]
