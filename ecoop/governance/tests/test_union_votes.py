"""A union of cooperatives votes one each, or by the number of members, as its charter says (Art. 61, clause 5)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from demo.resolutions import charter_on_paper
from ecoop.governance.actions.count_union_votes import count_union_votes
from ecoop.governance.actions.hold_meeting import open_meeting
from ecoop.governance.errors.meetings import MandateNotPossible, VotesAreOneEach, VotesAreTaken, VotesNotCounted
from ecoop.governance.queries.called import list_called_page, list_union_votes
from ecoop.governance.queries.meetings import get_attendance, get_meeting
from ecoop.governance.tests.meetings_stage import CALLED_AT, FOUNDED_ON, HELD_AT, MeetingsStage, set_meetings_stage
from ecoop.members.actions.set_charter import CharterChoice
from tests.cast import Cast


def union(cast: Cast, **choices: str) -> MeetingsStage:
    stage = set_meetings_stage(cast, count=4)
    said = [CharterChoice(name, value, FOUNDED_ON) for name, value in choices.items()]
    charter_on_paper(choices=said, **stage.act)
    return stage


def test_members_of_a_union_carry_as_many_votes_as_they_have_members(cast: Cast) -> None:
    """Four cooperatives of 40, 25, 10 and 300 members; the first two and the last come: 365 votes, three heads."""
    with cast.inside(cast.coop, cast.lan):
        stage = union(cast, form="lhhtx", union_votes="by_members")
        meeting_id, act = stage.notice(), stage.on(CALLED_AT)
        meeting = get_meeting(org_id=cast.coop.id, meeting_id=meeting_id)
        with pytest.raises(VotesNotCounted):
            stage.come(meeting_id, 0)
        votes = dict(zip(stage.members, (40, 20, 10, 300), strict=True))
        assert count_union_votes(meeting_id=meeting_id, votes=votes, **act) == 4
        assert count_union_votes(meeting_id=meeting_id, votes={stage.members[1]: 25}, **act) == 1
        assert count_union_votes(meeting_id=meeting_id, votes={stage.members[1]: 25}, **act) == 0
        for wrong in ({stage.associate: 3}, {stage.members[2]: 0}):
            with pytest.raises(MandateNotPossible):
                count_union_votes(meeting_id=meeting_id, votes=wrong, **act)
        stage.come(meeting_id, 0, 1, 3)
        open_meeting(meeting_id=meeting_id, chair="Hoa", secretary="Lan", **stage.on(HELD_AT))
        seen = get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=HELD_AT)
        assert (seen.here, seen.carried_votes, seen.quorum_needed) == (3, 365, 2)
        with pytest.raises(VotesAreTaken):
            count_union_votes(meeting_id=meeting_id, votes={stage.members[0]: 41}, **stage.on(HELD_AT))
        assert [line.carries for line in list_union_votes(org_id=cast.coop.id, meeting=meeting)] == [40, 25, 10, 300]
        later = HELD_AT + timedelta(minutes=1)
        page = list_called_page(org_id=cast.coop.id, meeting=meeting, find="", after="", at=later)
        assert [line.carries for line in page.lines] == [40, 25, 10, 300]


@pytest.mark.parametrize("choices", [{}, {"form": "htx", "union_votes": "by_members"}, {"form": "lhhtx"}])
def test_elsewhere_every_member_has_one_vote(cast: Cast, choices: dict[str, str]) -> None:
    with cast.inside(cast.coop, cast.lan):
        stage = union(cast, **choices) if choices else set_meetings_stage(cast, count=4)
        meeting_id = stage.notice()
        with pytest.raises(VotesAreOneEach):
            count_union_votes(meeting_id=meeting_id, votes={stage.members[0]: 9}, **stage.on(CALLED_AT))
        stage.come(meeting_id, 0, 1)
        assert get_attendance(org_id=cast.coop.id, meeting_id=meeting_id, at=HELD_AT).carried_votes == 2


def test_the_office_writes_the_votes_down(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        stage = union(cast, form="lhhtx", union_votes="by_members")
        meeting_id = stage.call()
        meeting = get_meeting(org_id=cast.coop.id, meeting_id=meeting_id)
    url = reverse("governance:delegates", args=[cast.coop.slug, meeting_id])

    def send(lines: str, person: Any) -> int:
        return int(cast.client(person).post(url, {"lines": lines}).status_code)

    assert send("TV001: 40\nTV002: 25", cast.lan) == 302
    assert send("TV001: bốn mươi", cast.lan) == 422
    assert send("TV077: 4", cast.lan) == 422
    assert send("TV001: 41", cast.someone(cast.coop, "controller")) == 403
    with cast.inside(cast.coop, cast.lan):
        lines = list_union_votes(org_id=cast.coop.id, meeting=meeting)
        assert [line.carries for line in lines] == [40, 25, 0, 0]
    page = cast.client(cast.lan).get(url).content.decode()
    assert "TV002" in page
    home = cast.client(cast.lan).get(reverse("governance:meeting", args=[cast.coop.slug, meeting_id]))
    assert url in home.content.decode()
