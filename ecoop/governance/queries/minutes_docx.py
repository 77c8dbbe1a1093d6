"""The minutes as a DOCX that the secretary edits before both sign."""

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH

from ecoop.governance.queries.minutes import Minutes
from ecoop.governance.queries.minutes_blocks import Block, list_blocks, signatories

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FAMILY = "Times New Roman"


def write_minutes(*, minutes: Minutes) -> bytes:
    """Write the minutes as DOCX, in Vietnamese.

    Queries: 0
    """
    with override("vi"):
        paper = Document()
        paper.styles["Normal"].font.name = _FAMILY
        _centred(paper, minutes.org_name.upper())
        _centred(paper, _("SOCIALIST REPUBLIC OF VIET NAM"))
        _centred(paper, _("MINUTES"))
        _centred(paper, minutes.meeting.title)
        for block in list_blocks(minutes=minutes):
            _write(paper, block)
        left, right = signatories(minutes=minutes)
        table = paper.add_table(rows=2, cols=2)
        for column, (role, name) in enumerate((left, right)):
            table.rows[0].cells[column].text = role
            table.rows[1].cells[column].text = f"\n\n\n{name}"
    kept = BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _centred(paper: DocumentObject, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(_clean(text)).bold = True


def _write(paper: DocumentObject, block: Block) -> None:
    if block.kind == "heading":
        paper.add_paragraph().add_run(_clean(block.text)).bold = True
    elif block.kind == "text":
        paper.add_paragraph(_clean(block.text))
    elif block.rows:
        table = paper.add_table(rows=0, cols=len(block.rows[0]))
        table.style = "Table Grid"
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = _clean(text)


def _clean(text: str) -> str:
    """Leave out what XML cannot hold: somebody may have pasted it."""
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= ord(" "))
