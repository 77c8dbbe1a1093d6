"""What members read across the wall: meetings they are told of, papers laid before them, and nothing of the board."""

from django.db import connection

from ecoop.governance.actions.keep_meeting_paper import MeetingPaperDraft, keep_meeting_paper
from ecoop.governance.calc.meetings import MeetingKind, MeetingPaperKind
from ecoop.governance.models import Attendance, Meeting, MeetingPaper, Pass
from ecoop.governance.queries.meetings import list_agenda
from ecoop.governance.queries.passes import fingerprint, map_tokens
from ecoop.governance.tests.meetings_stage import CALLED_AT, set_meetings_stage
from ecoop.kernel.ids import new_id
from ecoop.members.calc import PaperDraft
from tests.cast import Cast

PDF = PaperDraft("a.pdf", b"%PDF-1.7")


def test_a_household_reads_the_meeting_the_agenda_and_open_papers_only(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        stage = set_meetings_stage(cast)
        general, board = stage.notice(), stage.notice(kind=MeetingKind.BOARD, title="Họp HĐQT")
        act = stage.on(CALLED_AT)
        for meeting_id in (general, board):
            for kind, is_open in ((MeetingPaperKind.DOCUMENT, True), (MeetingPaperKind.PROXY, False)):
                draft = MeetingPaperDraft(new_id(), kind, "x", PDF, is_for_members=is_open)
                keep_meeting_paper(meeting_id=meeting_id, draft=draft, **act)
    with cast.inside(cast.nam_household, cast.nam):
        assert [row.id for row in Meeting.objects.all()] == [general]
        assert len(list_agenda(org_id=cast.coop.id, meeting_id=general)) == 2
        assert list_agenda(org_id=cast.coop.id, meeting_id=board) == []
        assert [(row.meeting_id, row.kind) for row in MeetingPaper.objects.all()] == [(general, "document")]
        assert {row.member_id for row in Pass.objects.all()} == {stage.members[0]}
        assert Attendance.objects.count() == 0
    with cast.inside(cast.tu_household, cast.tu):
        assert not Meeting.objects.exists()
        assert not MeetingPaper.objects.exists()
        assert not Pass.objects.exists()


def test_a_token_shows_one_pass_and_nothing_else(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        stage = set_meetings_stage(cast)
        meeting_id = stage.notice()
        token = map_tokens(org_id=cast.coop.id, meeting_id=meeting_id, ids=stage.members[:1])[stage.members[0]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ecoop.pass', %s, true)", [fingerprint(token=token)])
    assert [row.member_id for row in Pass.objects.all()] == [stage.members[0]]
    assert not Meeting.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ecoop.pass', '', true)")
    assert not Pass.objects.exists()
