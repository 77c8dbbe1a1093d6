"""The demo's year of assets: right in the books, and the same once more."""

from demo.coop_assets import live_assets
from ecoop.assets.queries import list_assets
from ecoop.assets.tests.conftest import NOW, Yard


def test_a_year_of_assets_is_lived_once(yard: Yard) -> None:
    given = {"seed": 1, "slug": "x", "org_id": yard.org_id, "by": yard.cast.lan.id, "year": 2026, "now": NOW}
    first = live_assets(**given)
    assert first >= 20
    assets = list_assets(org_id=yard.org_id, day=NOW.date())
    assert len(assets) == 5
    worn = [asset.worn_vnd for asset in assets]
    live_assets(**given)
    assert [asset.worn_vnd for asset in list_assets(org_id=yard.org_id, day=NOW.date())] == worn
