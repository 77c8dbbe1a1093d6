"""The pages of the law: open to everybody; a reader who is not signed in costs no query, having no database here."""

import pytest
from django.test import Client

from tests.cast import Cast

PAGES = [
    "/law/",
    "/law/?q=nguong",
    "/law/?topic=tax/household",
    "/law/tax/household/revenue_exempt_vnd_max/",
    "/law/tax/household/switch/pit_cut/",
    "/law/sources/nd-141-2026/",
    "/law/tables/tax/sectors/",
]


@pytest.mark.parametrize("page", PAGES)
def test_not_logged_in_works_without_the_database(page: str) -> None:
    assert Client().get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_wrong_method_is_refused(page: str) -> None:
    assert Client().post(page).status_code == 405


def test_people_of_other_organisations_and_of_any_role_read_the_same_law(cast: Cast) -> None:
    for person in (cast.lan, cast.hai, cast.tu):
        assert cast.client(person).get("/law/tax/household/revenue_exempt_vnd_max/").status_code == 200


@pytest.mark.parametrize("page", ["/law/nothing/", "/law/sources/nothing/", "/law/tables/nothing/"])
def test_what_is_not_there_is_not_found(page: str) -> None:
    assert Client().get(page).status_code == 404


def test_the_history_shows_both_times() -> None:
    page = Client(headers={"accept-language": "en"}).get("/law/tax/household/revenue_exempt_vnd_max/").content.decode()
    for shown in ("100.000.000", "500.000.000", "1.000.000.000", "29/04/2026", "141/2026/NĐ-CP", "ecoop/taxes/"):
        assert shown in page


def test_a_day_of_knowledge_goes_back_in_time() -> None:
    address = "/law/tax/household/revenue_exempt_vnd_max/?on=2026-03-05&known_on=2026-04-15"
    page = Client().get(address).content.decode()
    assert '<p class="h1"><bdi>500.000.000' in page


def test_a_day_that_is_none_is_said_beside_its_field() -> None:
    page = Client().get("/law/?on=yesterday")
    assert page.status_code == 200
    assert b"field-error" in page.content


def test_search_finds_words_without_accents() -> None:
    page = Client().get("/law/?q=quy+chung+khong+chia").content.decode()
    assert "cooperative/funds/undivided/external_ratio_min/htx" in page
    assert "Không tìm" not in page
