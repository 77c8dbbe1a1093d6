"""The pages of the frame, safe headers, refusals and surprises."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from ecoop.kernel.refusals import Citation, Refusal
from ecoop.web.middleware import RefusalPages
from ecoop.web.views import not_understood, surprise
from tests.cast import Cast


class FieldIsFlooded(Refusal):
    """Someone tried to sow under water."""

    code = "web.field-is-flooded"
    said = _("The field {name} is under water.")
    remedy = _("Wait until it is dry.")
    law = Citation("no-such-document", "Điều 9")


def ask(path: str = "/", **headers: str) -> Any:
    """Make a request as the middleware before ours leaves it."""
    request: Any = RequestFactory().get(path, headers=headers)
    request.user, request.session = AnonymousUser(), SessionBase()
    request.htmx = HtmxDetails(request)
    return request


def refused(request: HttpRequest) -> HttpResponse:
    """Let a view refuse under our middleware."""
    answer = RefusalPages(lambda _request: HttpResponse()).process_exception(request, FieldIsFlooded(name="A1"))
    assert answer is not None
    return answer


def test_a_refusal_becomes_a_page_with_its_remedy_and_law(db: None) -> None:
    page = refused(ask(referer="http://testserver/law/"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "The field A1 is under water." in text
    assert "Wait until it is dry." in text
    assert "Điều 9" in text
    assert 'href="/law/"' in text


def test_a_refusal_to_htmx_is_only_the_part(db: None) -> None:
    answer = refused(ask(**{"hx-request": "true"}))
    assert answer.headers["HX-Retarget"] == "#refusal"
    assert "<html" not in answer.content.decode()


def test_the_way_back_never_leaves_us(db: None) -> None:
    assert "evil" not in refused(ask(referer="http://evil.example/law/")).content.decode()
    assert '"//evil' not in refused(ask(referer="http://testserver//evil.example/law/")).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/search/?q=luat%00", "/%00/", "/o/htx%00/members/", "/app/%00", "/static/%00.css", "/api/law/parameters/a%00b"],
)
def test_an_address_that_no_database_could_look_for_is_not_understood(db: None, address: str) -> None:
    assert Client().get(address).status_code == 400


def test_a_surprise_is_given_an_id_and_goes_on() -> None:
    request = ask()
    assert RefusalPages(lambda _request: HttpResponse()).process_exception(request, ValueError()) is None
    assert request.surprise_id


@pytest.mark.parametrize("path", ["/search/", "/search/?q=luat", "/shortcuts/"])
def test_open_pages_work_with_safe_headers(db: None, path: str) -> None:
    page = Client().get(path)
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(("path", "method"), [("/search/", "post"), ("/shortcuts/", "post"), ("/theme/", "get")])
def test_wrong_methods_are_refused(db: None, path: str, method: str) -> None:
    assert getattr(Client(), method)(path).status_code == 405


def test_the_theme_is_kept_and_only_known_ones(db: None) -> None:
    client = Client()
    answer = client.post("/theme/", {"theme": "dark", "next": "/search/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/search/")
    assert 'data-bs-theme="dark"' in client.get("/search/").content.decode()
    other = client.post("/theme/", {"theme": "<b>", "next": "http://evil.example/"})
    assert other.headers["Location"] == "/"
    assert 'data-bs-theme="dark"' in client.get("/search/").content.decode()


def test_search_inside_stands_behind_the_organisations_walls(cast: Cast) -> None:
    path = f"/o/{cast.coop.slug}/search/?q=a"
    assert Client().get(path).status_code == 302
    assert cast.client(cast.tu).get(path).status_code == 404
    assert cast.client(cast.lan).get(path).status_code == 200


def test_the_frame_asks_the_database_nothing(cast: Cast, django_assert_max_num_queries: Any) -> None:
    # Session, person, organisation, walls (begin, set, restore, commit) and roles: what any page inside costs.
    client = cast.client(cast.lan)
    with django_assert_max_num_queries(9):
        client.get(f"/o/{cast.coop.slug}/search/")


def test_the_sidebar_shows_what_the_role_may_see(cast: Cast) -> None:
    page = cast.client(cast.lan).get(f"/o/{cast.coop.slug}/search/")
    assert cast.coop.name in page.content.decode()
    assert 'aria-label="' in page.content.decode()


def test_an_unknown_address_is_a_page_of_ours(db: None) -> None:
    page = Client().get("/no/such/place/")
    assert page.status_code == 404
    assert 'class="topbar"' in page.content.decode()


def test_search_finds_places_and_ones_own_organisations(cast: Cast) -> None:
    client = cast.client(cast.lan)
    found = client.get(f"/o/{cast.coop.slug}/search/", {"q": "che tan cuong"}).content.decode()
    assert f'href="/o/{cast.coop.slug}/"' in found
    others = client.get("/search/", {"q": "la bang"}).content.decode()
    assert f'href="/o/{cast.other_coop.slug}/"' not in others


def test_the_apology_shows_the_id_and_needs_no_database() -> None:
    request = ask()
    RefusalPages(lambda _request: HttpResponse()).process_exception(request, ValueError())
    page = surprise(request)
    assert page.status_code == 500
    assert request.surprise_id in page.content.decode()


def test_a_request_that_nobody_understands_is_answered_without_a_database() -> None:
    assert not_understood(ask()).status_code == 400
