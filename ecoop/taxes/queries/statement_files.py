"""Statements as files, always in Vietnamese, the law's language: PDF after the form, Excel with real numbers, XML."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.dates import format_day, vietnam_day
from ecoop.kernel.paper import PDF_TYPE, typeset
from ecoop.kernel.sheets import Column, SheetDraft, write_excel
from ecoop.kernel.sheets.answer import EXCEL_TYPE
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import find_identity, get_organisation
from ecoop.taxes.calc.statement_sheets import Sheet, SheetSection, SheetTable, StatementPeriod
from ecoop.taxes.calc.statement_xml import write_statements_xml
from ecoop.taxes.errors import StatementNotFound
from ecoop.taxes.queries.statement_sets import Signers, find_set
from ecoop.taxes.queries.statements import DAY, get_sheet, list_sheets

SET = "set"
XML_TYPE = "application/xml"
_TEMPLATE = "taxes/statements.typ"


@dataclass(frozen=True)
class StatementFile:
    """A file to hand out."""

    name: str
    content: bytes
    content_type: str


def make_file(*, org_id: UUID, form: str, kind: str, period: StatementPeriod, made_at: datetime) -> StatementFile:
    """Make a file of one statement, or of the whole set: paper, excel or xml.

    Raises: StatementNotFound
    Queries: those of `list_sheets`, and 7
    """
    if kind not in _KINDS:
        raise StatementNotFound(form=form, period=period.name, forms=", ".join(_KINDS))
    with override("vi"):
        kept = find_set(org_id=org_id, period=period.name)
        texts = kept.texts if kept else {}
        if form == SET:
            sheets = list_sheets(org_id=org_id, period=period, texts=texts)
        else:
            sheets = [get_sheet(org_id=org_id, form=form, period=period, texts=texts)]
        organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
        whose = {
            "name": organisation.name,
            "address": identity.address_line if identity else "",
            "tax_code": identity.tax_code if identity else "",
        }
        make, ending, content_type = _KINDS[kind]
        content = make(sheets, period, whose, kept.signers if kept else Signers(), made_at)
    code = sheets[0].code if form != SET else "BCTC-HTX"
    return StatementFile(f"{code}-{period.name}.{ending}", content, content_type)


def _excel(
    sheets: Sequence[Sheet], period: StatementPeriod, whose: dict[str, str], _signers: Signers, _made_at: datetime
) -> bytes:
    file = io.BytesIO()
    write_excel(sheets=[draft for sheet in sheets for draft in _drafts(sheet, whose, period)], to=file)
    return file.getvalue()


def _drafts(sheet: Sheet, whose: dict[str, str], period: StatementPeriod) -> Iterator[SheetDraft]:
    """Write a statement as a sheet; the notes as one sheet of text and one for each section with figures."""
    titles = [whose["name"], f"{sheet.code} {sheet.label}", _days(period)]
    for section in sheet.sections:
        for number, table in enumerate(section.tables):
            name = sheet.code if not section.code else f"{section.code} {number + 1}" if number else section.code
            own = titles if not section.code else [*titles, f"{section.code} {section.label}", table.title]
            columns = [
                Column("Mã số", width=10),
                Column("Chỉ tiêu", width=52),
                *(_column(one.label) for one in table.columns),
            ]
            rows = ((row.code, "  " * (row.level - 1) + row.label, *row.cells) for row in table.rows)
            yield SheetDraft(name, columns, rows, [title for title in own if title])
    texts = [
        (one.code, one.label, one.text or "; ".join(f"{name}: {value}" for name, value in one.facts))
        for one in sheet.sections
    ]
    if sheet.sections[0].code:
        columns = [Column("Mục", width=8), Column("Nội dung", width=40), Column("Thuyết minh", width=80)]
        yield SheetDraft(sheet.code, columns, texts, titles)


def _column(label: str) -> Column:
    return Column(label, "money", 20)


def _xml(
    sheets: Sequence[Sheet], period: StatementPeriod, whose: dict[str, str], _signers: Signers, _made_at: datetime
) -> bytes:
    return write_statements_xml(sheets=sheets, period=period, name=whose["name"], tax_code=whose["tax_code"])


def _paper(
    sheets: Sequence[Sheet], period: StatementPeriod, whose: dict[str, str], signers: Signers, made_at: datetime
) -> bytes:
    source = lawbook.get_source(_document(period))
    issued_on = date.fromisoformat(str(source["issued_on"]))
    data = {
        **whose,
        "period": _days(period),
        "issued": f"(Ban hành kèm theo Thông tư số {source['number']} ngày {format_day(issued_on)})",
        "made_on": format_day(vietnam_day(made_at)),
        "sheets": [_sheet_data(sheet) for sheet in sheets],
        "signers": [
            ["Người lập biểu", signers.preparer],
            ["Kế toán trưởng", signers.chief_accountant],
            ["Người đại diện theo pháp luật", signers.legal_representative],
        ],
        "certificate": signers.certificate_number,
        "enterprise": signers.enterprise,
    }
    return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def _sheet_data(sheet: Sheet) -> dict[str, Any]:
    return {
        "code": sheet.code,
        "label": sheet.label,
        "provisional": sheet.is_provisional,
        "sections": [_section_data(section) for section in sheet.sections],
    }


def _section_data(section: SheetSection) -> dict[str, Any]:
    return {
        "code": section.code,
        "label": section.label,
        "facts": [list(fact) for fact in section.facts],
        "text": section.text,
        "tables": [_table_data(table) for table in section.tables],
    }


def _table_data(table: SheetTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [column.label for column in table.columns],
        "rows": [[row.code, row.label, row.is_total, row.level, list(row.cells)] for row in table.rows],
    }


def _days(period: StatementPeriod) -> str:
    return f"Từ ngày {format_day(period.starts_on)} đến ngày {format_day(period.ends_before - DAY)}"


def _document(period: StatementPeriod) -> str:
    return str(lawbook.on(period.ends_before - DAY).form("statements/b01-htx")["source"]["document"])


_KINDS = {
    "paper": (_paper, "pdf", PDF_TYPE),
    "excel": (_excel, "xlsx", EXCEL_TYPE),
    "xml": (_xml, "xml", XML_TYPE),
}
