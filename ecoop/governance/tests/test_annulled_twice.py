"""Annulments in every order: of choices that follow each other, and of a sale that was taken back."""

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest

from ecoop.assets.calc.words import DISPOSAL
from ecoop.governance.actions.annul_resolution import annul_resolution
from ecoop.governance.actions.execute_resolution import execute_resolution
from ecoop.governance.errors.resolutions import CannotBeUndone
from ecoop.governance.tests.test_carry_out_and_annul import LATER, NOW, act, annul, execute, on_paper
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.actions.post_entries import post_entries
from ecoop.ledger.actions.reverse_entry import reverse_entry
from ecoop.ledger.calc import EntryDraft, Posting
from ecoop.ledger.queries.documents import find_entry_id
from ecoop.members.queries import get_charter_on
from ecoop.members.tests.stage import FOUNDED_ON, Stage, set_the_stage
from ecoop.resolutions.actions.annul_resolution import AnnulmentDraft
from ecoop.resolutions.actions.use_resolution import use_resolution
from ecoop.resolutions.calc import AnnulledBy
from ecoop.resolutions.queries import get_resolution
from tests.cast import Cast

RATE = "undivided_fund_rate_external"
AFTER = date(2027, 12, 31)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with cast.inside(cast.coop, cast.lan):
        return set_the_stage(cast)


def choose(cast: Cast, starts_on: str, rate: str) -> Any:
    resolution_id = on_paper(cast, "charter", starts_on=starts_on, choices={RATE: rate})
    execute(cast, resolution_id)
    return resolution_id


def rate_after(cast: Cast) -> str:
    return get_charter_on(org_id=cast.coop.id, day=AFTER)[RATE].value


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_an_annulled_choice_never_comes_back(cast: Cast, stage: Stage, order: tuple[int, ...]) -> None:
    """Before all three 5 % held: once all are annulled, 5 % holds again, whichever fell first."""
    with cast.inside(cast.coop, cast.lan):
        made = [choose(cast, f"2027-04-0{at}", f"0.{at}") for at in (1, 2, 3)]
        left = {0: "0.1", 1: "0.2", 2: "0.3"}
        for at in order:
            annul(cast, made[at])
            del left[at]
            assert rate_after(cast) == (left[max(left)] if left else "0.05")
    assert stage


def test_what_was_chosen_since_stays(cast: Cast, stage: Stage) -> None:
    with cast.inside(cast.coop, cast.lan):
        first = choose(cast, "2027-04-01", "0.1")
        choose(cast, "2027-05-01", "0.2")
        assert len(annul(cast, first).left_standing) == 1
        assert rate_after(cast) == "0.2"
    assert stage


def test_what_is_chosen_for_a_day_to_come_waits_for_it(cast: Cast, stage: Stage) -> None:
    """Annulled on 1 June, with another rate from September on: between the two the old one holds."""
    with cast.inside(cast.coop, cast.lan):
        first = choose(cast, "2027-04-01", "0.1")
        choose(cast, "2027-09-01", "0.2")
        assert annul(cast, first).left_standing == ()
        assert get_charter_on(org_id=cast.coop.id, day=date(2027, 8, 31))[RATE].value == "0.05"
        assert rate_after(cast) == "0.2"
    assert stage


def test_a_sale_is_annulled_once_it_is_out_of_the_books(cast: Cast) -> None:
    sale, asset = new_id(), new_id()
    day = date(2027, 4, 1)
    with cast.inside(cast.coop, cast.lan):
        open_books(chart="cooperative", starts_on=FOUNDED_ON, **act(cast))
        resolution_id = on_paper(cast, "asset_sale", asset_id=str(asset), least_price_vnd=5)
        use_resolution(
            resolution_id=resolution_id,
            matter="asset_sale",
            says={"asset_id": str(asset)},
            object_kind=DISPOSAL,
            object_id=sale,
            **act(cast),
        )
        draft = EntryDraft(DISPOSAL, sale, day, day, "Bán", (Posting("1111", "1121", Dong(5)),))
        post_entries(entries=[draft], **act(cast))
        with pytest.raises(CannotBeUndone):
            annul(cast, resolution_id)
        entry_id = find_entry_id(org_id=cast.coop.id, document_kind=DISPOSAL, document_id=sale)
        assert entry_id
        reverse_entry(entry_id=entry_id, entry_on=day, reason="Trả lại", **act(cast, NOW))
        assert annul(cast, resolution_id).red_entries == 0


@pytest.mark.parametrize("again", ["0.1", "0.2"])
def test_what_was_annulled_is_chosen_again_for_the_same_day(cast: Cast, stage: Stage, again: str) -> None:
    """10 % from 1 April, annulled on 1 June: 5 % from then; the new choice for 1 April holds from the next day on."""
    with cast.inside(cast.coop, cast.lan):
        annul(cast, choose(cast, "2027-04-01", "0.1"))
        resolution_id = on_paper(cast, "charter", date(2027, 6, 2), starts_on="2027-04-01", choices={RATE: again})
        execute_resolution(resolution_id=resolution_id, **act(cast, LATER))
        held = [get_charter_on(org_id=cast.coop.id, day=day)[RATE] for day in (date(2027, 6, 1), date(2027, 6, 2))]
        assert [line.value for line in held] == ["0.05", again]
        assert not get_resolution(org_id=cast.coop.id, resolution_id=resolution_id).is_open
        # Annulled as well, the first 5 % hold once more.
        draft = AnnulmentDraft(AnnulledBy.COURT, date(2027, 6, 3), "Bản án 13/2027/DS-ST", "Sai thủ tục")
        later = {**act(cast), "now": datetime(2027, 6, 4, 3, tzinfo=UTC)}
        annul_resolution(resolution_id=resolution_id, draft=draft, entry_on=date(2027, 6, 3), **later)
        assert rate_after(cast) == "0.05"
    assert stage
