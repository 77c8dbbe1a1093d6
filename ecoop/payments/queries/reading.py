"""Read files of bank statements, told by their bytes."""

from datetime import date
from typing import Any

from ecoop.kernel.sheets import read_sheets
from ecoop.lawbook import queries as lawbook
from ecoop.payments.calc.camt import read_camt
from ecoop.payments.calc.sheets import read_sheet_statement
from ecoop.payments.calc.statements import FileRead
from ecoop.payments.calc.swift import is_swift, read_swift
from ecoop.payments.calc.tables import is_excel_xml, is_web_table, read_excel_xml, read_web_tables
from ecoop.payments.calc.words import STATEMENT_PROBLEMS
from ecoop.payments.errors import StatementUnreadable

BYTES_MAX = 8 * 1024 * 1024
_MARKS = b"\xef\xbb\xbf \t\r\n"


def read_statement(*, data: bytes, name: str, on: date) -> FileRead:
    """Read a statement: camt of ISO 20022, MT940 or MT942 of SWIFT, or a table by its headings: Excel, CSV, or
    what banks call .xls but is a web page or XML.

    Law:     payments/statement-words
    Raises:  StatementUnreadable, StatementHasNoHeadings, StatementTooLong, and what readers of XML and sheets refuse
    Queries: 0
    """
    if len(data) > BYTES_MAX:
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["large"])
    start = data[:200].lstrip(_MARKS)
    if not start:
        raise StatementUnreadable(name=name, problem=STATEMENT_PROBLEMS["empty"])
    rows = lawbook.on(on).table("payments/statement-words")
    words = [(row["column"], row["word"]) for row in rows]
    is_marked = start.startswith(b"<") or (data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<\x00" in data[:8])
    if is_marked and is_excel_xml(data):
        return read_sheet_statement(sheets=read_excel_xml(data=data, name=name), name=name, words=words)
    if is_marked and is_web_table(data):
        return read_sheet_statement(sheets=read_web_tables(data=data, name=name), name=name, words=words)
    if is_marked:
        return read_camt(data=data, name=name)
    if is_swift(data):
        return read_swift(data=data, name=name)
    return read_sheet_statement(sheets=read_sheets(data, name=name), name=name, words=words)


def describe_statement(*, data: bytes, name: str, on: date) -> dict[str, Any]:
    """Read a statement for a program.

    Shape:   account, currency, opening, closing, sums_agree, entries, refused rows; `statements` one by one
    Raises:  what read_statement refuses
    Queries: 0
    """
    return {"file": name, **read_statement(data=data, name=name, on=on).as_dict()}
