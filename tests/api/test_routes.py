"""The five questions to every route: works, wrong method, nobody signed in, other organisation, role too low."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from ecoop.config.api import api
from tests.api.routes import EVERYBODY, ORGANISATION, PERSONS, ROUTES, Route

METHODS = ("get", "post", "put", "patch", "delete")


def rows(*routes: Route) -> Any:
    """Ask a question to each of these routes."""
    return pytest.mark.parametrize("route", routes, ids=[f"{each.method} {each.path}" for each in routes])


named = rows(*ROUTES)
for_organisations = rows(*(each for each in ROUTES if each.whom == ORGANISATION))
with_permission = rows(*(each for each in ROUTES if each.whom == ORGANISATION and each.needs))
# A POST for everybody computes and writes nothing.
writing = rows(*(each for each in ROUTES if each.method != "get" and each.whom != EVERYBODY))


@cache
def openapi() -> dict[str, Any]:
    return dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))


def call(client: Client, route: Route, stage: Any, *, method: str | None = None, **headers: str) -> Any:
    """Call a route with the values of its row."""
    values = {"slug": stage.slug(route), **stage.values, **route.values}
    url = route.path.format(**values) + (f"?{route.query}" if route.query else "")
    body = stage.body(route)
    return getattr(client, method or route.method)(url, data=body, content_type="application/json", headers=headers)


def is_problem(response: Any, status: int) -> bool:
    """Tell whether this is the problem details one would expect."""
    assert response.status_code == status, response.content.decode()[:600]
    problem = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert problem["status"] == status
    return bool(problem["title"] and problem["code"] and problem["remedy"] and problem["instance"])


def test_every_route_has_its_row() -> None:
    written = {(method, path) for path, methods in openapi()["paths"].items() for method in methods}
    rows = [route.key for route in ROUTES]
    assert sorted(written) == sorted(rows), "add the route to tests/api/routes.py (or take its row away)"


def test_every_route_says_what_it_is_for() -> None:
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation["summary"] != operation["operationId"], where
            assert operation.get("description"), f"{where}: write a docstring"
            assert all("$ref" in _schema(each) or _schema(each) for each in _with_words(operation)), where
            if method == "post":
                assert any(each["name"] == "Idempotency-Key" for each in operation["parameters"]), where


def _with_words(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Every answer but the one that has nothing to say by its very nature."""
    return [each for status, each in operation["responses"].items() if str(status) != "204"]


def _schema(response: dict[str, Any]) -> dict[str, Any]:
    # Files come in one of several kinds, all described alike.
    return dict(next(iter(response["content"].values()))["schema"])


def test_no_two_shapes_bear_one_name() -> None:
    """The OpenAPI file keeps one shape for a name, so that a second one would be described wrongly."""
    shapes = [kind for kind in _below(Schema) if kind.__module__.startswith("ecoop.")]
    places: dict[str, set[str]] = {}
    for kind in shapes:
        places.setdefault(kind.__name__, set()).add(kind.__module__)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def _below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def test_amounts_are_integers_everywhere() -> None:
    for name, schema in openapi()["components"]["schemas"].items():
        for field, facts in schema.get("properties", {}).items():
            if field.endswith("_vnd"):
                # A list of amounts is asked for what it lists.
                kinds = {each.get("items", each).get("type") for each in facts.get("anyOf", [facts])} - {"null"}
                assert kinds == {"integer"}, f"{name}.{field} is {kinds}; an amount is whole đồng"


@named
def test_works(route: Route, stage: Any, django_assert_max_num_queries: Any) -> None:
    client = stage.client(route)
    with django_assert_max_num_queries(route.queries_max):
        response = call(client, route, stage)
    assert response.status_code == route.status, response.content.decode()[:600]
    assert response["Content-Type"].startswith(route.media if route.status < 400 else "application/problem+json")


@named
def test_wrong_method(route: Route, stage: Any) -> None:
    known = {method for method, path in (each.key for each in ROUTES) if path == route.path}
    wrong = next(method for method in METHODS[::-1] if method not in known)
    response = call(stage.client(route), route, stage, method=wrong)
    assert is_problem(response, 405)
    assert response["Allow"]


@named
def test_nobody_signed_in(route: Route, stage: Any) -> None:
    response = call(Client(), route, stage)
    if route.whom == EVERYBODY:
        assert response.status_code == route.status
    else:
        assert is_problem(response, 401)


@for_organisations
def test_other_organisation(route: Route, stage: Any) -> None:
    # Bà Tư belongs to another cooperative: for her this one is not there.
    assert is_problem(call(stage.cast.client(stage.cast.tu), route, stage), 404)


@for_organisations
def test_token_of_another_organisation(route: Route, stage: Any) -> None:
    key = stage.token(organisation="other_coop", person="tu")
    assert is_problem(call(Client(), route, stage, Authorization=f"Bearer {key}"), 404)


@with_permission
def test_role_too_low(route: Route, stage: Any) -> None:
    stranger = stage.cast.someone(getattr(stage.cast, route.organisation), route.too_low)
    assert is_problem(call(stage.cast.client(stranger), route, stage), 403)


@with_permission
def test_token_without_scope(route: Route, stage: Any) -> None:
    key = stage.token(organisation=route.organisation, person=route.caller, without=route.needs)
    assert is_problem(call(Client(), route, stage, Authorization=f"Bearer {key}"), 403)


@writing
def test_session_without_csrf_may_not_write(route: Route, stage: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(getattr(stage.cast, route.caller))
    assert is_problem(call(client, route, stage), 403)


@pytest.mark.parametrize("body", ["[]", "[[[2915, 0.2]]]", "422115", "null", '"{}"', "{"])
@pytest.mark.parametrize("at", ["identity", "payments/proposals/acceptance"])
def test_a_body_without_names_is_nobodys_wish(at: str, body: str, stage: Any) -> None:
    """Neither route asks for a field; what is no object has none either."""
    answer = Client(headers={"Authorization": f"Bearer {stage.token(organisation='coop', person='lan')}"}).post(
        f"/api/o/{stage.cast.coop.slug}/{at}", data=body, content_type="application/json"
    )
    assert is_problem(answer, 400)


def test_persons_only() -> None:
    assert [route.path for route in ROUTES if route.whom == PERSONS] == ["/api/me"]
