"""The annual meeting of the demo: it votes openly and elects one supervisor in secret, once however often it runs."""

from datetime import date
from typing import Any

from demo.coop_meetings import PHONES, Decided, hold_annual_meeting
from demo.world import COOP_SLUG
from ecoop.governance.calc.ballots import recount
from ecoop.governance.models import Ballot
from ecoop.governance.queries.vote_results import find_result, get_ballot_list
from ecoop.governance.queries.votes import get_ballot
from ecoop.governance.tests.meetings_stage import set_meetings_stage
from ecoop.resolutions.queries import get_resolution
from tests.cast import Cast

HELD_ON = date(2027, 3, 20)


def test_the_demo_elects_a_supervisor_in_secret(cast: Cast) -> None:
    """Of twelve who are called ten come and vote by phone: six for the first candidate, three for the second."""
    org_id = cast.coop.id
    meeting: dict[str, Any] = {"seed": 7, "slug": COOP_SLUG, "org_id": org_id, "by": cast.lan.id, "year": 2026}
    decided = (Decided("other", "Tặng quà thành viên cao tuổi", {"text": "Tặng quà"}),)
    with cast.inside(cast.coop, cast.lan):
        set_meetings_stage(cast)
        passed = hold_annual_meeting(held_on=HELD_ON, decided=decided, **meeting)
        assert hold_annual_meeting(held_on=HELD_ON, decided=decided, **meeting) == passed
        secret = Ballot.objects.get(org_id=org_id, is_secret=True)
        result = find_result(org_id=org_id, ballot=get_ballot(org_id=org_id, ballot_id=secret.id))
        assert result is not None
        assert result.cast == min(PHONES, 10)
        assert [each.option.code for each in result.elected.winners] == ["1"] if result.elected else False
        listed = recount(text=get_ballot_list(org_id=org_id, ballot_id=secret.id) or "")
        assert (listed.is_right, listed.counts.handed_in) == (True, 10)
        (post,) = get_resolution(org_id=org_id, resolution_id=passed["elections"]).parameters["posts"]
        assert (post["adds"], post["role"]) == (True, "member")
