"""Papers: text is never markup, what does not compile is a surprise, and a paper has bounds."""

from datetime import UTC, datetime

import pytest

from ecoop.kernel.paper import answer_with_pdf, typeset, typesetting

NOON = datetime(2026, 3, 5, 5, 0, 0, 123456, tzinfo=UTC)
PLAIN = (
    b'#import "/web/official.typ": official, field\n#let data = json("/data.json")\n'
    b"#show: official\n#field([X], data.x)"
)


@pytest.fixture
def template(monkeypatch):
    """Let a test bring its own template beside those of the house."""
    house = typesetting._library()

    def bring(text: bytes) -> str:
        monkeypatch.setattr(typesetting, "_library", lambda: {**house, "tests/paper.typ": text})
        return "tests/paper.typ"

    return bring


def test_a_paper_is_a_pdf_for_archives(template):
    paper = typeset(template=template(PLAIN), data={"x": "Nguyễn Thị Ổi"}, made_at=NOON)
    assert paper.startswith(b"%PDF-")
    assert b"pdfaid" in paper or b"/Metadata" in paper


def test_the_same_data_at_the_same_moment_make_the_same_bytes(template):
    name = template(PLAIN)
    papers = {typeset(template=name, data={"x": "phở"}, made_at=NOON) for _ in range(2)}
    assert len(papers) == 1


@pytest.mark.parametrize(
    "text", ['#panic("x")', '#read("/etc/passwd")', "$ unclosed", "*x", "]", '"', "\\", "= 1", "\x00"]
)
def test_what_a_stranger_typed_is_text(template, text):
    assert typeset(template=template(PLAIN), data={"x": text}, made_at=NOON).startswith(b"%PDF-")


@pytest.mark.parametrize("text", [b'#read("/etc/passwd")', b"#unknown", b'#import "@preview/cetz:0.1.0"'])
def test_a_template_reads_nothing_beyond_its_files(template, text):
    with pytest.raises(typesetting.PaperNotSet):
        typeset(template=template(text), data={}, made_at=NOON)


def test_a_paper_that_never_ends_is_ended(template, monkeypatch):
    monkeypatch.setattr(typesetting, "_SECONDS_MAX", 1)
    with pytest.raises(typesetting.PaperNotSet, match="more than 1 seconds"):
        typeset(
            template=template(b"#for a in range(100000) { for b in range(100000) { let c = a + b } }"),
            data={},
            made_at=NOON,
        )


def test_a_paper_that_wants_all_memory_gets_none(template, monkeypatch):
    monkeypatch.setattr(typesetting, "_MEMORY_MB_MAX", 300)
    hungry = b"#let x = range(40000000)\n#x.len()"
    with pytest.raises(typesetting.PaperNotSet):
        typeset(template=template(hungry), data={}, made_at=NOON)


def test_there_is_no_paper_without_a_template():
    with pytest.raises(typesetting.PaperNotSet, match="no template"):
        typeset(template="taxes/nothing.typ", data={}, made_at=NOON)


def test_the_answer_names_the_file_plainly():
    answer = answer_with_pdf(name='S2a "2026"\r\nX: y', paper=b"%PDF-")
    assert answer["Content-Disposition"] == 'inline; filename="S2a-2026-X-y.pdf"'
    assert answer["Content-Type"] == "application/pdf"
