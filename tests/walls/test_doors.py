"""The first wall: bà Tư asks every page and every API route for cô Lan's cooperative and learns nothing.

The addresses come from the url resolver, so that a new page is asked before anybody thinks of it.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from tests.cast import Cast
from tests.walls.bodies import list_bodies, plain

METHODS = ("get", "post", "put", "patch", "delete")
# Parts of an address that say by their name what they are; the rest follow their kind.
EXAMPLES = {"slug": "SLUG", "code": "s2a", "year": "2026", "month": "2026-01", "what": "returns", "name": "form"}
# Where a method is not known (405), the organisation was not asked for.
SAYS_NOTHING = {404, 405}


def addresses() -> list[tuple[str, str]]:
    """List every address that names an organisation, with an example for each of its other parts."""
    return sorted(set(_walk(get_resolver().url_patterns, "/", {})))


@pytest.fixture
def secrets_of_the_cooperative(cast: Cast) -> list[str]:
    """What bà Tư must never read."""
    return [cast.coop.name, str(cast.coop.id), cast.lan.name, str(cast.lan.id), cast.hai.name, "4600000014"]


def test_no_page_and_no_route_opens_for_another_organisation(
    cast: Cast, secrets_of_the_cooperative: list[str], django_assert_max_num_queries: Any
) -> None:
    tu, bodies = cast.client(cast.tu), list_bodies()
    wrong: list[Any] = []
    for pattern, path in addresses():
        url = path.replace("SLUG", cast.coop.slug)
        answers = {method: _ask(tu, method, url, bodies.get((method, plain(pattern)))) for method in METHODS}
        codes = {method: answer.status_code for method, answer in answers.items()}
        if not set(codes.values()) <= SAYS_NOTHING or 404 not in codes.values():
            wrong.append((pattern, codes))
        for method, answer in answers.items():
            told = b"".join(answer).decode(errors="replace") if answer.streaming else answer.content.decode()
            # The address itself may be said again; nothing else.
            wrong += [(pattern, method, each) for each in secrets_of_the_cooperative if each in told]
    assert wrong == []


def test_nobody_signed_in_learns_nothing_either(cast: Cast, secrets_of_the_cooperative: list[str], client: Any) -> None:
    wrong = []
    for pattern, path in addresses():
        url = path.replace("SLUG", cast.coop.slug)
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            is_well = answer.status_code in {302, 401, 403, 404, 405}
            told = answer.content.decode() if not answer.streaming else ""
            if not is_well or any(each in told for each in secrets_of_the_cooperative):
                wrong.append((pattern, method, answer.status_code))
    assert wrong == []


def test_an_invented_organisation_is_answered_like_a_foreign_one(cast: Cast) -> None:
    tu = cast.client(cast.tu)
    for pattern, path in addresses():
        foreign = tu.get(path.replace("SLUG", cast.coop.slug)).status_code
        invented = tu.get(path.replace("SLUG", "htx-khong-co")).status_code
        assert foreign == invented, pattern


def test_pages_outside_any_organisation_do_not_speak_of_it(cast: Cast, secrets_of_the_cooperative: list[str]) -> None:
    tu = cast.client(cast.tu)
    # The description of the API is the same for everybody and takes its examples from the cast.
    left_out = {"/accounts/logout/", "/api/openapi.json"}
    open_paths = set(_plain(get_resolver().url_patterns, "/")) - left_out
    assert {"/organisations/", "/account/", "/search/", "/api/me"} <= open_paths
    for path in sorted(open_paths):
        told = tu.get(path, {"q": cast.coop.name}, follow=True)
        text = b"".join(told).decode(errors="replace") if told.streaming else told.content.decode(errors="replace")
        asked = {cast.coop.name}
        assert [each for each in secrets_of_the_cooperative if each in text and each not in asked] == [], path
        assert f"/o/{cast.coop.slug}" not in text, path


def test_there_are_doors_to_try() -> None:
    found = [pattern for pattern, _path in addresses()]
    assert any(pattern.startswith("/o/") for pattern in found)
    assert any(pattern.startswith("/api/o/") for pattern in found)
    assert len(found) >= 10


def _ask(client: Any, method: str, url: str, body: Any) -> Any:
    ask = getattr(client, method)
    return ask(url) if body is None else ask(url, body, content_type="application/json")


def _walk(patterns: Any, before: str, converters: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for each in patterns:
        pattern = before + str(each.pattern)
        known = converters | each.pattern.converters
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, pattern, known)
        elif isinstance(each, URLPattern) and "slug" in known and re.search(r"/o/<", pattern):
            yield pattern, _filled(pattern, known)


def _plain(patterns: Any, before: str) -> Iterator[str]:
    for each in patterns:
        pattern = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _plain(each.url_patterns, pattern)
        elif not re.search(r"[<(^$]", pattern):
            yield pattern


def _filled(pattern: str, converters: dict[str, Any]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: _example(found[1], converters), pattern)


def _example(name: str, converters: dict[str, Any]) -> str:
    if name in EXAMPLES:
        return EXAMPLES[name]
    converter = converters[name]
    if isinstance(converter, UUIDConverter) or name.endswith("_id"):
        return str(uuid.uuid4())
    if isinstance(converter, IntConverter):
        return "2026"
    return "x" if isinstance(converter, SlugConverter) else "2026-01"
