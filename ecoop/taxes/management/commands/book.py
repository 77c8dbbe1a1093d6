"""Statutory books: `ecoop book s2a --org SLUG --year 2026 --pdf OUT.pdf` (or `--xlsx`, or `--json`)."""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.table import Table

from ecoop.access.errors import NoSuchOrganisation
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import OrganisationFacts, find_organisation
from ecoop.taxes.calc.books import Book, BookPeriod, BookRow, read_period, written_cell
from ecoop.taxes.errors import BookNotFound
from ecoop.taxes.queries import get_book, walk_book_rows
from ecoop.taxes.queries.book_files import BookFile, open_book_excel, open_book_paper


class Command(EcoopCommand):
    """Write a book as PDF or Excel, or answer with its rows."""

    help = "Statutory books of a household (s2a …) or a cooperative (s03b …), from its documents"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the book, the household and the period."""
        parser.add_argument("code", help="which book: s1a to s3a of a household, s03a to s34 of a cooperative")
        parser.add_argument("--org", dest="slug", required=True, help="the short name of the organisation")
        parser.add_argument("--year", default="", help="2026; the year that runs if nothing is said")
        parser.add_argument("--period", default="", help="a quarter (2026-Q1) or a month (2026-03) instead of a year")
        parser.add_argument("--pdf", type=Path, help="write a PDF, or a zip of volumes if it is long")
        parser.add_argument("--xlsx", type=Path, help="write an Excel file")

    def answer(self, **options: Any) -> Any:
        """Write the files that were asked for; answer with them, or with the book itself."""
        now, code = timezone.now(), options["code"]
        text = options["period"] or options["year"] or str(vietnam_day(now).year)
        period, organisation = read_period(text), find_organisation(slug=options["slug"])
        if organisation is None:
            raise NoSuchOrganisation(slug=options["slug"])
        if period is None:
            raise BookNotFound(code=code)
        asked = {"org_id": organisation.id, "code": code, "period": period}
        with inside_organisation(org_id=organisation.id, person_id=None):
            files = []
            if options["pdf"]:
                files.append(_save(open_book_paper(**asked, made_at=now), options["pdf"]))
            if options["xlsx"]:
                files.append(_save(open_book_excel(**asked, made_at=now), options["xlsx"]))
            return {"files": files} if files else _book(organisation, code, period)

    def show(self, answer: Any, **options: Any) -> None:
        """Show the book as a table, or what was written."""
        for path in answer.get("files", ()):
            self.console.print(_("Written to {path}").format(path=path))
        for sheet in answer.get("sheets", ()):
            table = Table(*(column["label"] for column in answer["columns"]), title=sheet["name"] or answer["title"])
            for row in sheet["rows"]:
                table.add_row(*row["written"], style="bold" if row["kind"] in ("head", "sum") else "")
            self.console.print(table)


def _save(made: BookFile, path: Path) -> str:
    """Copy a book to where it was asked for; volumes keep the ending of their archive."""
    ending = Path(made.name).suffix
    target = path if path.suffix == ending else path.with_suffix(ending)
    with made.file, target.open("wb") as out:
        shutil.copyfileobj(made.file, out)
    return str(target)


def _book(organisation: OrganisationFacts, code: str, period: BookPeriod) -> dict[str, Any]:
    book = get_book(org_id=organisation.id, code=code, period=period)
    sheets = [(sheet.name, walk_book_rows(org_id=organisation.id, book=book, sheet=sheet)) for sheet in book.sheets]
    return {
        "book": book.form_code,
        "title": book.title,
        "period": period.name,
        "head": vars(book.head),
        "columns": [{"code": each.code, "label": each.label, "value": each.value} for each in book.columns],
        "cautions": list(book.cautions),
        "sheets": [{"name": name, "rows": list(_rows(book, rows))} for name, rows in sheets],
    }


def _rows(book: Book, rows: Iterator[BookRow]) -> Iterator[dict[str, Any]]:
    for row in rows:
        pairs = list(zip(book.columns, row.cells, strict=True))
        yield {
            "kind": row.kind,
            "cells": {column.code: value for column, value in pairs if value is not None},
            "written": [written_cell(value, kind=column.kind) for column, value in pairs],
        }
