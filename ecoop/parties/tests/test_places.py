"""The map of two levels and the classification of activities."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client

from ecoop.parties.actions.load_places import load_places
from ecoop.parties.calc import plain_text, slug_from_name
from ecoop.parties.queries import find_activity, find_place, list_old_places, list_places


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Phường Đội Cấn", "phuong doi can"),
        ("  Xã  Ea  H'Leo ", "xa ea h leo"),
        ("Văn Miếu - Quốc Tử Giám", "van mieu quoc tu giam"),
        ("ĐẮK LẮK", "dak lak"),
    ],
)
def test_names_lose_their_accents(text: str, plain: str) -> None:
    assert plain_text(text=text) == plain


def test_a_slug_comes_from_the_name() -> None:
    assert slug_from_name(name="HTX Chè Tân Cương") == "htx-che-tan-cuong"
    assert len(slug_from_name(name="Hợp tác xã " * 20)) <= 60


def test_a_ward_is_found_without_accents(db: None) -> None:
    # Ba Đình, Hà Nội keeps its name; its code is 00004 in the list of 2025.
    (place,) = list_places(text="ba dinh ha noi")
    assert (place.code, place.name, place.province_name) == ("00004", "Phường Ba Đình", "Thành phố Hà Nội")
    assert find_place(code="00004") == place
    assert find_place(code="99999") is None


def test_an_old_address_leads_to_the_new_wards(db: None) -> None:
    # Phường Đội Cấn (quận Ba Đình) was cut up between Ba Đình and Ngọc Hà.
    found = list_old_places(text="doi can, ba dinh")
    assert {each.became.name for each in found} == {"Phường Ba Đình", "Phường Ngọc Hà"}
    assert {each.district_name for each in found} == {"Quận Ba Đình"}


def test_the_whole_map_is_there_and_loading_again_changes_nothing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM parties_province), (SELECT count(*) FROM parties_ward)")
        assert cursor.fetchone() == (34, 3321)
    with pytest.raises(Exception, match="permission denied"):
        load_places(day=date(2026, 6, 1), using="default")


def test_activities_are_found_by_edition(db: None) -> None:
    rice = find_activity(edition=2018, code="0111")
    assert rice is not None
    assert rice.name_vi == "Trồng lúa"
    assert find_activity(edition=1993, code="0111") is None


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 4, 29), "Tỉnh Đồng Nai"), (date(2026, 4, 30), "Thành phố Đồng Nai")]
)
def test_a_province_changes_its_kind_on_its_day(committed_db: str, day: date, name: str) -> None:
    assert load_places(day=day)["provinces"] == 34
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name FROM parties_province WHERE code = '75'")
        assert cursor.fetchone() == (name,)


def test_places_are_found_through_the_api(db: None, client: Client) -> None:
    found = client.get("/api/places", {"q": "ngoc ha"}).json()["items"]
    assert {"code": "00008", "name": "Phường Ngọc Hà", "province_name": "Thành phố Hà Nội"} in found
    old = client.get("/api/places/old", {"q": "đội cấn ba đình"}).json()["items"]
    assert {each["became"]["name"] for each in old} == {"Phường Ba Đình", "Phường Ngọc Hà"}
    assert client.get("/api/places/old", {"q": "x"}).status_code == 422
    assert client.post("/api/places").status_code == 405
