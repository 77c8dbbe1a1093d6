"""Assets from the command line, and a list of old assets brought in."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from ecoop.assets.actions.bring_in_assets import bring_in_assets
from ecoop.assets.calc.words import Kind, Origin
from ecoop.assets.queries import list_assets
from ecoop.assets.queries.comparing import compare_with_books
from ecoop.assets.queries.wear import preview_wear
from ecoop.assets.tests.conftest import Yard
from ecoop.intake.calc.kinds.assets import to_asset
from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id


def run(*words: str) -> Any:
    out = StringIO()
    call_command("asset", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_assets_are_listed_and_worn(yard: Yard) -> None:
    yard.take(yard.draft(1_200))
    slug = yard.cast.coop.slug
    posted = run("depreciate", "--org", slug, "--month", "2026-01")
    assert (posted["month"], posted["total_vnd"]) == ("01/2026", 100)
    (line,) = run("list", "--org", slug, "--day", "2026-01-31")
    assert (line["code"], line["worn_vnd"], line["remaining_vnd"]) == ("TS001", 100, 1_100)
    call_command("asset", "list", "--org", slug, stdout=StringIO())


def test_the_command_refuses_in_words(yard: Yard) -> None:
    assert yard.org_id
    with pytest.raises(SystemExit):
        run("list", "--org", "htx-khong-co")


def test_an_old_list_goes_on_where_the_books_begin(yard: Yard) -> None:
    # Bought on 1 July 2024 for 60 months, 18 are over: 42 are left on 1 January 2026. 84 - 42 worn = 42: 1 a month.
    said = {
        "number": "TS-01", "name": "Máy sấy", "kind": "undivided", "form": "tangible", "where": "production",
        "day": date(2024, 7, 1), "amount": Dong(84), "worn": Dong(42), "state": Dong(60), "life": 60,
    }  # fmt: skip
    draft = to_asset(identity=new_id(), said=[said], products={})
    assert (draft.kind, draft.origin, draft.designation) == (Kind.UNDIVIDED, Origin.IN_BOOKS, "c")
    (outcome,) = bring_in_assets(assets=[draft], **yard.who)
    assert (outcome.status, outcome.entry_label) == ("recorded", "")
    (asset,) = list_assets(org_id=yard.org_id, day=date(2026, 1, 1))
    assert (asset.worn_vnd, asset.terms[0].since_on, asset.terms[0].life_months) == (42, date(2026, 1, 1), 42)
    assert preview_wear(org_id=yard.org_id, month=date(2026, 1, 1)).total_vnd == 1


def test_the_register_is_compared_with_the_books(yard: Yard) -> None:
    # 500 of an old asset is in no account yet; 1.200 bought here stands in both.
    known = yard.draft(500, origin=Origin.IN_BOOKS, opening_worn_vnd=Dong(200), wears_from_on=date(2026, 1, 1))
    yard.take(yard.draft(1_200), known)
    told = {line.account: line for line in compare_with_books(org_id=yard.org_id, day=date(2026, 1, 31))}
    assert (told["2111"].books_vnd, told["2111"].register_vnd, told["2111"].difference_vnd) == (1_200, 1_700, -500)
    assert (told["2141"].books_vnd, told["2141"].register_vnd) == (0, 200)
