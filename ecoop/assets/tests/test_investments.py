"""What is bought rests on the resolution that permits it, where the law wants one, and on no more than it permits."""

from dataclasses import replace
from datetime import date

from ecoop.assets.actions.acquire_assets import acquire_assets
from ecoop.assets.calc.drafts import AssetDraft
from ecoop.assets.calc.words import ACQUISITION, Kind
from ecoop.assets.tests.conftest import Yard
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.resolutions.calc import DecidingBody, Majority
from ecoop.resolutions.queries import find_resolution_of, find_uses

MAY = date(2026, 5, 5)


def told(yard: Yard, draft: AssetDraft) -> str:
    """Take an asset as it is drafted, and say what became of it."""
    (outcome,) = acquire_assets(assets=[draft], **yard.who)
    return outcome.refusal.code if outcome.refusal else outcome.status


def test_nothing_is_bought_from_the_undivided_fund_without_the_meeting(yard: Yard) -> None:
    yard.fill_fund(1_000)
    draft = yard.draft(400, ("fund", 400), kind=Kind.UNDIVIDED, designation="b")
    assert told(yard, draft) == "assets.purchase-needs-resolution"
    board = yard.permit("kho", majority=Majority.SIMPLE, body=DecidingBody.BOARD)
    assert told(yard, replace(draft, resolution_id=board)) == "assets.purchase-is-the-meetings"
    # 50 of 100 votes are no special majority.
    simple = yard.permit("xe", majority=Majority.SIMPLE, votes=(60, 38, 2))
    assert told(yard, replace(draft, resolution_id=simple)) == "resolutions.majority-too-small"
    resolution_id = yard.permit("máy", amount_vnd=700, is_undivided=True)
    assert told(yard, replace(draft, resolution_id=resolution_id)) == "recorded"
    assert told(yard, replace(draft, resolution_id=resolution_id)) == "known"
    second = yard.draft(301, ("fund", 301), kind=Kind.UNDIVIDED, designation="b", resolution_id=resolution_id)
    assert told(yard, second) == "resolutions.allows-less"
    assert told(yard, yard.draft(300, ("fund", 300), kind=Kind.UNDIVIDED, designation="b", resolution_id=resolution_id))
    assert len(find_uses(org_id=yard.org_id, resolution_id=resolution_id)) == 2
    found = find_resolution_of(org_id=yard.org_id, object_kind=ACQUISITION, object_id=draft.id)
    assert found is not None
    assert found.id == resolution_id


def test_a_fifth_of_total_assets_is_the_meetings(yard: Yard) -> None:
    """Total assets of the months before May are 1,000: from 200 on the meeting decides, below it nobody is asked."""
    day = date(2026, 2, 2)
    entry = EntryDraft("test.capital", new_id(), day, day, "Góp vốn", (Posting("1121", "4118", Dong(1_000)),))
    post_entries(entries=[entry], **yard.who)
    may = {"acquired_on": MAY, "in_use_on": MAY}
    large = yard.draft(200, **may)
    assert told(yard, large) == "assets.purchase-needs-resolution"
    assert told(yard, replace(large, resolution_id=yard.permit("máy cày"))) == "recorded"
    small = yard.draft(199, **may)
    assert told(yard, small) == "recorded"
    # A smaller purchase may name the resolution of the board, and is held to its amount.
    board = yard.permit("bơm", amount_vnd=100, majority=Majority.SIMPLE, body=DecidingBody.BOARD)
    assert told(yard, yard.draft(101, resolution_id=board, **may)) == "resolutions.allows-less"
    assert told(yard, yard.draft(100, resolution_id=board, **may)) == "recorded"
