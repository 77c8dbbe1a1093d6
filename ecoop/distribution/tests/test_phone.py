"""My cooperatives and my share on the phone say what the statement at the desk says."""

from typing import Any

from ecoop.distribution.tests.stage import close, decide, live_a_year, share
from tests.cast import Cast


def _get(cast: Cast, path: str, **kwargs: Any) -> Any:
    return cast.client(cast.nam).get(f"/api/o/{cast.nam_household.slug}/phone/{path}", **kwargs)


def _share_the_year(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.lan):
        live_a_year(cast)
        close(cast)
        decide(cast)
        share(cast)


def test_a_household_reads_its_share_to_the_articles(cast: Cast, django_assert_max_num_queries: Any) -> None:
    _share_the_year(cast)
    with django_assert_max_num_queries(45):
        (coop,) = _get(cast, "cooperatives").json()["cooperatives"]
    assert (coop["name"], coop["number"], coop["holds"]) == ("HTX Chè Tân Cương", "TV001", True)
    assert (coop["paid_in_vnd"], coop["owed_vnd"]) == (10_000_000, 0)
    (line,) = coop["shares"]
    with django_assert_max_num_queries(50):
        answer = _get(cast, f"cooperatives/{cast.coop.slug}/shares/2026")
    assert answer.status_code == 200, answer.content
    statement = answer.json()
    assert statement["total_vnd"] == line["total_vnd"] == sum(part["amount_vnd"] for part in statement["parts"])
    assert all(part["law"]["article"].startswith("Điều") for part in statement["parts"])
    # By pencil in the stage: Năm bought for 60,000,000 inside, under his agreement.
    assert [each["amount_vnd"] for each in statement["dealings"]] == [60_000_000]
    paper = _get(cast, f"cooperatives/{cast.coop.slug}/shares/2026/paper")
    assert paper["Content-Type"] == "application/pdf"
    notices = _get(cast, "notices").json()["notices"]
    assert all(set(each) >= {"from", "title", "is_to_do"} for each in notices)


def test_a_stranger_of_the_cooperative_has_no_share(cast: Cast) -> None:
    _share_the_year(cast)
    own = f"/api/o/{cast.tu_household.slug}/phone/cooperatives"
    assert cast.client(cast.tu).get(own).json()["cooperatives"] == []
    answer = cast.client(cast.tu).get(f"{own}/{cast.coop.slug}/shares/2026")
    assert answer.status_code in (404, 409)
    assert "60000000" not in answer.content.decode()
