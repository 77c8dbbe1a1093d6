"""Statements as XML of our own, with the codes of the forms; no official schema for Circular 71 is known.

<CooperativeStatements xmlns="urn:ecoop:statements:1" period="2026" from="2026-01-01" until="2026-12-31">
  <Organisation taxCode="4600000014">HTX chè</Organisation>
  <Statement form="B01-HTX">
    <Line code="110"><Label>Tiền</Label><Cell column="now">245000000</Cell><Cell column="before">0</Cell></Line>
  </Statement>
  <Statement form="B09-HTX"><Section code="IV.1"><Label>Tiền</Label><Text>…</Text><Line …/></Section></Statement>
</CooperativeStatements>
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from xml.etree import ElementTree as Tree

from ecoop.taxes.calc.statement_sheets import Sheet, SheetSection, SheetTable, StatementPeriod

NAMESPACE = "urn:ecoop:statements:1"
DAY = timedelta(days=1)
# XML 1.0 has no place for these; a text that holds one came out of a broken paste.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_statements_xml(*, sheets: Iterable[Sheet], period: StatementPeriod, name: str, tax_code: str) -> bytes:
    """Write statements as one XML file."""
    root = Tree.Element("CooperativeStatements", {"xmlns": NAMESPACE, "period": period.name})
    root.set("from", period.starts_on.isoformat())
    root.set("until", (period.ends_before - DAY).isoformat())
    organisation = Tree.SubElement(root, "Organisation", {"taxCode": tax_code})
    organisation.text = _clean(name)
    for sheet in sheets:
        place = Tree.SubElement(root, "Statement", {"form": sheet.code})
        if sheet.is_provisional:
            place.set("provisional", "yes")
        for section in sheet.sections:
            _write_section(place, section)
    Tree.indent(root)
    written: bytes = Tree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def _write_section(place: Tree.Element, section: SheetSection) -> None:
    if section.code:
        place = Tree.SubElement(place, "Section", {"code": section.code})
        Tree.SubElement(place, "Label").text = _clean(section.label)
    for name, value in section.facts:
        Tree.SubElement(place, "Fact", {"name": _clean(name)}).text = _clean(value)
    if section.text:
        Tree.SubElement(place, "Text").text = _clean(section.text)
    for table in section.tables:
        _write_table(place, table)


def _write_table(place: Tree.Element, table: SheetTable) -> None:
    for row in table.rows:
        line = Tree.SubElement(place, "Line", {"code": row.code})
        Tree.SubElement(line, "Label").text = _clean(row.label)
        for column, cell in zip(table.columns, row.cells, strict=True):
            Tree.SubElement(line, "Cell", {"column": column.code}).text = _clean(str(cell))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
