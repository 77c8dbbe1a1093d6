"""The pages of access, each asked the five questions."""

import re
from typing import Any

import pytest
from django.urls import reverse
from structlog.testing import capture_logs

from ecoop.access.queries import list_people, list_tokens
from ecoop.parties.models import Identity
from tests.cast import BEGAN_AT, Cast

# The page, who may see it, a role that is too low, and the queries it may cost.
PAGES = [
    ("/o/{slug}/", "hai", None, 40),
    ("/o/{slug}/people/", "hai", "seller", 16),
    ("/o/{slug}/identity/", "hai", "seller", 17),
    ("/o/{slug}/roles/", "hai", "seller", 14),
    ("/o/{slug}/tokens/", "hoa", "seller", 16),
    ("/o/{slug}/audit/", "hai", "seller", 20),
]
CHANGES = [
    "/o/{slug}/people/roles/",
    "/o/{slug}/identity/changes/",
    "/o/{slug}/people/roles/{id}/revocation/",
    "/o/{slug}/people/books/{id}/end/",
    "/o/{slug}/tokens/{id}/revocation/",
]


@pytest.mark.parametrize(("path", "who", "too_low", "budget"), PAGES)
def test_five_questions_of_a_page(
    cast: Cast, django_assert_max_num_queries: Any, path: str, who: str, too_low: str | None, budget: int
) -> None:
    url = path.format(slug=cast.coop.slug)
    client = cast.client(getattr(cast, who))
    with django_assert_max_num_queries(budget):
        answer = client.get(url)
    assert answer.status_code == 200
    assert cast.coop.name in answer.content.decode()
    assert client.delete(url).status_code == 405
    assert cast.client(cast.tu).get(url).status_code == 404
    if too_low:
        assert cast.client(cast.someone(cast.coop, too_low)).get(url).status_code == 403
    client.logout()
    assert client.get(url).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", CHANGES)
def test_five_questions_of_a_change(cast: Cast, path: str) -> None:
    url = path.format(slug=cast.coop.slug, id=cast.lan.id)
    director = cast.client(cast.hoa)
    assert director.get(url).status_code == 405
    assert cast.client(cast.tu).post(url).status_code == 404
    assert cast.client(cast.hai).post(url).status_code == 403
    director.logout()
    assert director.post(url).headers["Location"].startswith("/accounts/login/")


def test_a_director_brings_somebody_in_and_takes_the_role_back(cast: Cast) -> None:
    director = cast.client(cast.hoa)
    filled = {"contact": "0912 345 678", "name": "Vũ Văn Bình", "role": "seller"}
    answer = director.post(reverse("access:role-grants", args=[cast.coop.slug]), filled)
    assert answer.status_code == 302
    with cast.inside(cast.coop, cast.hoa):
        (binh,) = (each for each in list_people(org_id=cast.coop.id) if each.name == "Vũ Văn Bình")
    assert [role.role for role in binh.roles] == ["seller"]
    end = reverse("access:role-revocation", args=[cast.coop.slug, binh.roles[0].grant_id])
    assert director.post(end).status_code == 302
    assert director.post(end).status_code == 409
    assert "Vũ Văn Bình" not in director.get(reverse("access:people", args=[cast.coop.slug])).content.decode()


def test_an_owner_gives_the_books_to_keep_and_takes_them_back(cast: Cast) -> None:
    """Chú Năm lets cô Lan keep his books by her phone number, and nothing else than keeping them."""
    owner, people = cast.client(cast.nam), reverse("access:people", args=[cast.nam_household.slug])
    filled = {"contact": "0912 000 001", "name": "", "role": "owner", "keeps": "books"}
    assert owner.post(reverse("access:role-grants", args=[cast.nam_household.slug]), filled).status_code == 302
    (keeper,) = owner.get(people).context["keepers"]
    assert (keeper["name"], keeper["role"].role) == (cast.lan.name, "accountant")
    assert "/kept/" in cast.client(cast.lan).get(reverse("access:organisations")).content.decode()
    end = reverse("access:role-revocation", args=[cast.nam_household.slug, keeper["role"].grant_id])
    assert cast.client(cast.lan).post(end).status_code == 403, "who keeps the books cannot give or take roles"
    assert owner.post(end).status_code == 302
    assert owner.get(people).context["keepers"] == []


def test_a_wrong_number_for_the_books_is_said_in_that_form(cast: Cast) -> None:
    filled = {"contact": "không biết", "name": "Ai đó", "role": "accountant", "keeps": "books"}
    answer = cast.client(cast.nam).post(reverse("access:role-grants", args=[cast.nam_household.slug]), filled)
    assert answer.status_code == 200
    assert answer.context["keeper_form"].errors
    assert not answer.context["form"].errors


def test_a_wrong_phone_is_said_beside_the_form(cast: Cast) -> None:
    filled = {"contact": "không biết", "name": "Vũ Văn Bình", "role": "seller"}
    answer = cast.client(cast.hoa).post(reverse("access:role-grants", args=[cast.coop.slug]), filled)
    assert answer.status_code == 200
    assert "không biết" in answer.content.decode()


def test_the_last_director_cannot_leave_everybody_locked_out(cast: Cast) -> None:
    with cast.inside(cast.coop, cast.hoa):
        (hoa,) = (each for each in list_people(org_id=cast.coop.id) if each.person_id == cast.hoa.id)
    end = reverse("access:role-revocation", args=[cast.coop.slug, hoa.roles[0].grant_id])
    assert cast.client(cast.hoa).post(end).status_code == 409


def test_a_tax_code_is_changed_and_the_old_one_is_kept(cast: Cast) -> None:
    director, url = cast.client(cast.hoa), reverse("access:identity-changes", args=[cast.coop.slug])
    filled = {"tax_code": "0100 109 106", "representative_name": "Đỗ Thị Hoa", "phone": "0912 000 005"}
    assert director.post(url, filled).status_code == 302
    assert "0100109106" in cast.client(cast.hai).get(reverse("access:identity", args=[cast.coop.slug])).content.decode()
    with cast.inside(cast.coop, cast.hoa):
        assert Identity.objects.filter(tax_code="4600000014").exists()
    wrong = director.post(url, {"tax_code": "12", "phone": "không"})
    assert wrong.status_code == 200
    assert all(field in wrong.content.decode() for field in ("id_tax_code_error", "id_phone_error"))


def test_a_key_is_shown_once_and_can_be_taken_back(cast: Cast) -> None:
    director, url = cast.client(cast.hoa), reverse("access:tokens", args=[cast.coop.slug])
    filled = {"purpose": "Cân điện tử", "scopes": ["books.read"], "life": "30"}
    shown = director.post(url, filled).content.decode()
    (key,) = re.findall(r"<code>(ecoop_[\w-]+)</code>", shown)
    assert key not in director.get(url).content.decode()
    with cast.inside(cast.coop, cast.hoa):
        (token,) = list_tokens(org_id=cast.coop.id, now=BEGAN_AT)
    end = reverse("access:token-revocation", args=[cast.coop.slug, token.id])
    assert director.post(end).status_code == 302
    assert director.post(end).status_code == 409


def test_a_key_cannot_do_what_its_maker_may_not(cast: Cast) -> None:
    url = reverse("access:tokens", args=[cast.coop.slug])
    filled = {"purpose": "Quá tay", "scopes": ["books.post"], "life": "30"}
    answer = cast.client(cast.hoa).post(url, filled)
    assert "ecoop_" not in answer.content.decode()


def test_the_trail_is_narrowed_and_turned_page_by_page(cast: Cast) -> None:
    url = reverse("access:audit", args=[cast.coop.slug])
    controller = cast.client(cast.hai)
    shown = controller.get(url, {"verb": "access.role.grant", "person": str(cast.hoa.id)}).content.decode()
    assert ">access.role.grant</code>" in shown
    assert ">parties.organisation.record</code>" not in shown
    assert cast.lan.name in shown, "whom a role was given to is named"
    assert controller.get(url, {"cursor": "nonsense"}).status_code == 409


def test_a_closed_door_is_no_surprise(cast: Cast) -> None:
    with capture_logs() as lines:
        cast.client(cast.tu).get(reverse("access:people", args=[cast.coop.slug]))
    assert "web.page.stumbled" not in {line["event"] for line in lines}


def test_the_way_in(cast: Cast) -> None:
    stranger = cast.client(cast.lan)
    assert stranger.get("/").headers["Location"] == f"/o/{cast.coop.slug}/"
    assert cast.client(cast.tu).get("/").headers["Location"] == reverse("access:organisations")
    chosen = cast.client(cast.tu).get(reverse("access:organisations")).content.decode()
    assert cast.other_coop.name in chosen
    assert cast.coop.name not in chosen
    stranger.logout()
    assert stranger.get("/").status_code == 200
    for name in ("access:organisations", "access:account"):
        assert stranger.get(reverse(name)).headers["Location"].startswith("/accounts/login/")
        assert stranger.post(reverse(name)).status_code in (302, 405)
    assert str(cast.lan.email) in cast.client(cast.lan).get(reverse("access:account")).content.decode()
