"""A whole annual meeting with its votes, as the demo holds it; the minutes say what happened."""

from datetime import date
from io import BytesIO

from docx import Document

from demo.coop_meetings import Decided, hold_annual_meeting, live_meetings
from ecoop.governance.calc.meetings import Status
from ecoop.governance.queries.meetings import list_meetings
from ecoop.governance.queries.minutes import get_minutes
from ecoop.governance.queries.minutes_docx import write_minutes
from ecoop.governance.queries.notices import print_minutes, print_notice, print_passes
from ecoop.governance.tests.meetings_stage import CALLED_AT, HELD_AT, set_meetings_stage
from ecoop.resolutions.queries import get_resolution
from tests.cast import Cast

SAYS = {"year": 2026, "other_funds": [{"name": "Quỹ dự phòng", "rate": "0.05"}], "losses_carried_vnd": 0}


def test_the_annual_meeting_decides_and_writes_its_minutes(cast: Cast) -> None:
    """12 called; 8 of the first ten and the last two are 10; one is against: 9 of 10 are 90 %."""
    held = {"seed": 1, "slug": cast.coop.slug, "org_id": cast.coop.id, "by": cast.lan.id, "year": 2026}
    decided = (Decided("distribution", "Phân phối thu nhập năm 2026", SAYS),)
    with cast.inside(cast.coop, cast.lan):
        set_meetings_stage(cast)
        passed = [hold_annual_meeting(held_on=date(2027, 3, 20), decided=decided, **held) for _each in range(2)]
        assert passed[0] == passed[1]
        resolution = get_resolution(org_id=cast.coop.id, resolution_id=passed[0]["distribution"])
        assert (resolution.called, resolution.attended, resolution.votes_for, resolution.votes_against) == (
            12,
            10,
            9,
            1,
        )
        (meeting,) = list_meetings(org_id=cast.coop.id)
        assert meeting.status is Status.SIGNED
        minutes = get_minutes(org_id=cast.coop.id, meeting_id=meeting.id, at=HELD_AT)
        assert minutes.heads == 10
        paper = Document(BytesIO(write_minutes(minutes=minutes)))
        assert print_minutes(minutes=minutes, made_at=HELD_AT).startswith(b"%PDF")
        assert print_notice(org_id=cast.coop.id, meeting=meeting, made_at=HELD_AT).startswith(b"%PDF")
        slips = {"root": "https://ecoop.example/", "after": "", "only": None}
        assert print_passes(org_id=cast.coop.id, meeting=meeting, made_at=HELD_AT, **slips)
    told = "\n".join(each.text for each in paper.paragraphs)
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert resolution.number in told
    assert "Phân phối thu nhập năm 2026" in told
    assert "Hộ Trần Văn Năm" in cells
    assert "Điều 59, khoản 7" in cells
    assert "Điều 61, khoản 3" in cells


def test_the_next_meeting_is_called_once(cast: Cast) -> None:
    given = {"seed": 1, "slug": cast.coop.slug, "org_id": cast.coop.id, "by": cast.lan.id, "year": 2027}
    with cast.inside(cast.coop, cast.lan):
        set_meetings_stage(cast)
        assert live_meetings(now=CALLED_AT, **given) == 13
        assert live_meetings(now=CALLED_AT, **given) == 0
