"""The pages of assets, each asked the five questions, and the tasks a person does there."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecoop.assets.actions.depreciate_month import depreciate_month
from ecoop.assets.calc.words import Kind
from ecoop.assets.models import AssetCount, AssetPaper
from ecoop.assets.queries import get_asset, list_assets
from ecoop.assets.tests.conftest import Yard
from ecoop.kernel.ids import new_id
from tests.cast import Cast

TODAY = date(2026, 11, 22)
DAY = "?day=2026-03-31&year=2026&month=2026-02"


@pytest.fixture
def shown(yard: Yard) -> dict[str, Any]:
    """Two assets in use, January worn, a count begun; the arguments of each page."""
    yard.fill_fund(240_000_000)
    first = yard.draft(120_000_000)
    second = yard.draft(240_000_000, ("fund", 240_000_000), kind=Kind.UNDIVIDED, designation="b", life_months=24)
    yard.take(first, second)
    depreciate_month(month=date(2026, 1, 1), **yard.who)
    count = new_id()
    client = yard.cast.client(yard.cast.lan)
    client.post(
        reverse("assets:counts", args=[yard.cast.coop.slug]),
        {"id": count, "counted_on": "2026-03-31", "team": "Lan, Hải"},
    )
    paper = AssetPaper.objects.get(org_id=yard.org_id, document_id=first.id)
    return {"asset": first.id, "undivided": second.id, "count": count, "paper": paper.id}


PAGES = [
    ("assets:assets", None, "seller", ["TS001", "120.000.000"]),
    ("assets:asset-new", None, "reader", []),
    ("assets:asset-record", "bought", "reader", []),
    ("assets:wear", None, "officer", ["10.000.000"]),
    ("assets:counts", None, "officer", ["Lan, Hải"]),
    ("assets:asset", "asset", "officer", ["TS001", "110.000.000", "Xưởng chè", "2026-"]),
    ("assets:seen", "asset", "officer", ["TS001"]),
    ("assets:count", "count", "officer", ["TS001", "TS002"]),
    ("assets:handover", "asset", "reader", []),
    ("assets:terms", "asset", "reader", []),
    ("assets:change-new", "asset", "reader", []),
    ("assets:disposal", "undivided", "reader", ["Điều 88, khoản 3"]),
    ("assets:use-new", "asset", "reader", []),
    ("assets:book", "s09", "seller", ["S09-HTX", "120.000.000"]),
    ("assets:book", "s10", "seller", ["S10-HTX", "Xưởng chè"]),
    ("assets:paper", "paper", "officer", []),
    ("assets:labels", None, "officer", []),
]


@pytest.mark.parametrize(("name", "argument", "too_low", "texts"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast,
    shown: dict[str, Any],
    django_assert_max_num_queries: Any,
    name: str,
    argument: str | None,
    too_low: str,
    texts: list[str],
) -> None:
    url = reverse(name, args=[cast.coop.slug, *([shown.get(argument, argument)] if argument else [])]) + DAY
    client = cast.client(cast.lan)
    with django_assert_max_num_queries(50):
        answer = client.get(url)
    assert answer.status_code == 200
    if "pdf" not in answer.headers["Content-Type"]:
        page = answer.content.decode().replace("\u00a0", " ")
        assert not [text for text in texts if text not in page]
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    if too_low != "seller":
        assert cast.client(cast.someone(cast.coop, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["assets:count-mark"])
def test_five_questions_of_what_is_only_posted(cast: Cast, shown: dict[str, Any], name: str) -> None:
    url = reverse(name, args=[cast.coop.slug, shown["count"]])
    given = {"id": new_id(), "asset": shown["asset"], "state": "here"}
    client = cast.client(cast.lan)
    assert client.get(url).status_code == 405
    assert client.post(url, given).status_code == 302
    assert cast.client(cast.tu).post(url, given).status_code == 404
    assert cast.client(cast.someone(cast.coop, "reader")).post(url, given).status_code == 403
    assert client.post(url, {"state": "?"}).status_code == 404
    client.logout()
    assert client.post(url, given).headers["Location"].startswith("/accounts/login/")


def _fill(**given: Any) -> dict[str, Any]:
    return {
        "id": new_id(), "name": "Máy sao chè", "code": "MS-01", "kind": "fixed", "form": "tangible",
        "acquired_on": "2026-03-01", "cost_vnd": "90.000.000", "source_1": "own", "means": "bank",
        "life_months": "60", "production_percent": "100", **given,
    }  # fmt: skip


def _page(client: Client, cast: Cast, page: str, *arguments: Any, **given: Any) -> Any:
    return client.post(reverse(page, args=[cast.coop.slug, *arguments]), given, follow=True)


def test_an_asset_is_bought_by_form_and_shown(cast: Cast, yard: Yard) -> None:
    client = cast.client(cast.lan)
    answer = _page(client, cast, "assets:asset-record", "bought", **_fill())
    assert "Máy sao chè" in answer.content.decode()
    (asset,) = list_assets(org_id=yard.org_id, day=TODAY)
    assert (asset.cost_vnd, asset.weights.production, asset.sources[0].amount_vnd) == (90_000_000, 100, 90_000_000)


def test_two_sources_and_what_is_wrong_with_them(cast: Cast, yard: Yard) -> None:
    client = cast.client(cast.lan)
    mixed = _fill(source_1="own", source_2="loan", amount_2="40.000.000")
    assert _page(client, cast, "assets:asset-record", "bought", **mixed).status_code == 200
    (asset,) = list_assets(org_id=yard.org_id, day=TODAY)
    assert [each.amount_vnd for each in asset.sources] == [50_000_000, 40_000_000]
    wrong = _fill(code="MS-02", source_1="fund")
    answer = _page(client, cast, "assets:asset-record", "bought", **wrong)
    assert answer.status_code == 422
    missing = _fill(code="MS-03", source_2="loan")
    assert _page(client, cast, "assets:asset-record", "bought", **missing).status_code == 422


def test_a_month_is_posted_from_its_page(cast: Cast, shown: dict[str, Any], yard: Yard) -> None:
    client = cast.client(cast.lan)
    answer = _page(client, cast, "assets:wear", month="2026-02")
    assert answer.status_code == 200
    assert get_asset(org_id=yard.org_id, asset_id=shown["asset"], day=TODAY).worn_vnd == 20_000_000
    assert _page(client, cast, "assets:wear", month="2026-02").status_code == 409
    assert client.get(reverse("assets:wear", args=[cast.coop.slug]), {"month": "9999-12"}).status_code == 404
    assert client.get(reverse("assets:assets", args=[cast.coop.slug]), {"day": "9999-12-31"}).status_code == 200
    assert cast.client(cast.hai).post(reverse("assets:wear", args=[cast.coop.slug])).status_code == 404


def test_acts_are_recorded_by_their_forms(cast: Cast, shown: dict[str, Any], yard: Yard) -> None:
    client, asset = cast.client(cast.lan), shown["asset"]
    forms = {
        "assets:handover": {"since_on": "2026-03-05", "place": "Kho", "custodian": "Năm"},
        "assets:terms": {"since_on": "2026-04", "months_left": "20", "production_percent": "50", "idle_percent": "0",
                         "reason": "Chia đôi"},
        "assets:change-new": {"kind": "improved", "changed_on": "2026-03-05", "amount_vnd": "12.000.000",
                              "source": "own", "where": "management", "means": "bank", "text": "Thay mô tơ"},
        "assets:use-new": {"used_on": "2026-03-05", "kind": "hours", "quantity": "5,5"},
    }  # fmt: skip
    for name, given in forms.items():
        assert _page(client, cast, name, asset, id=new_id(), **given).status_code == 200, name
    line = get_asset(org_id=yard.org_id, asset_id=asset, day=TODAY)
    assert (line.place, line.cost_vnd, line.weights.production) == ("Kho", 132_000_000, 50)
    gone = {"id": new_id(), "ground": "scrapped", "disposed_on": "2026-03-20", "means": "bank", "charged": "cost"}
    assert _page(client, cast, "assets:disposal", asset, **gone).status_code == 200
    assert get_asset(org_id=yard.org_id, asset_id=asset, day=TODAY).is_gone


def test_an_undivided_asset_is_refused_on_its_page(cast: Cast, shown: dict[str, Any], yard: Yard) -> None:
    client = cast.client(cast.lan)
    given = {"id": new_id(), "ground": "sold", "disposed_on": "2026-03-20", "means": "bank", "charged": "cost",
             "price_vnd": "1.000.000"}  # fmt: skip
    assert _page(client, cast, "assets:disposal", shown["undivided"], **given).status_code == 422
    assert not get_asset(org_id=yard.org_id, asset_id=shown["undivided"], day=TODAY).is_gone


def test_a_count_on_the_phone(cast: Cast, shown: dict[str, Any], yard: Yard) -> None:
    client = cast.client(cast.lan)
    here = {"id": new_id(), "asset": shown["asset"], "state": "here", "from_label": "1"}
    assert _page(client, cast, "assets:count-mark", shown["count"], **here).status_code == 200
    missing = {"id": new_id(), "asset": shown["undivided"], "state": "missing", "reason": "Cho mượn"}
    _page(client, cast, "assets:count-mark", shown["count"], **missing)
    found = {"id": new_id(), "state": "here", "found_name": "Máy bơm"}
    page = _page(client, cast, "assets:count-mark", shown["count"], **found).content.decode()
    assert "Cho mượn" in page
    assert "Máy bơm" in page
    assert AssetCount.objects.filter(org_id=yard.org_id).count() == 1


@pytest.mark.parametrize("code", ["s09", "s10", "s11"])
@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_books_are_handed_out(cast: Cast, shown: dict[str, Any], code: str, form: str) -> None:
    asset = f"&asset={shown['asset']}" if code == "s11" else ""
    url = reverse("assets:book", args=[cast.coop.slug, code]) + f"?year=2026&format={form}{asset}"
    answer = cast.client(cast.hai).get(url)
    assert answer.status_code == 200
    assert b"".join(answer)[:2] in (b"PK", b"%P")
    assert cast.client(cast.hai).get(reverse("assets:book", args=[cast.coop.slug, "s99"])).status_code == 404


def test_every_paper_prints(cast: Cast, shown: dict[str, Any], yard: Yard) -> None:
    test_acts_are_recorded_by_their_forms(cast, shown, yard)
    papers = list(AssetPaper.objects.filter(org_id=yard.org_id))
    assert {paper.form_code[:2] for paper in papers} == {"01", "02", "03", "05", "06"}
    for paper in papers:
        answer = cast.client(cast.hai).get(reverse("assets:paper", args=[cast.coop.slug, paper.id]))
        assert (answer.status_code, answer.content[:4]) == (200, b"%PDF"), paper.form_code
