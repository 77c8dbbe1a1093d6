"""Words of a request: none may hold the one letter that the database cannot keep."""

import json
from collections.abc import Iterator
from typing import Any

from ecoop.config.api import api

# Formats and closed lists say themselves what they hold.
SAID_OTHERWISE = ("format", "enum", "const", "pattern")
# Never written down as they come: read by their own readers, each with its own refusal; `*` stands for every route.
READ_BY_THEIR_OWN = {
    ("*", "cursor"): "`read_cursor` takes only what a page gave",
    ("*", "content_base64"): "the bytes behind it are read by the reader of their kind",
    ("put /api/o/{slug}/sync/devices/{device_id}/recovery", "key"): "32 bytes behind it, or refused",
    ("post /api/o/{slug}/sync", "kind"): "one word of a list, or the event goes to the tray",
    ("post /api/tax/cooperative", "kind"): "one word of a list; nothing of what is asked is kept",
    ("post /api/tax/cooperative", "field"): "one word of a list; nothing of what is asked is kept",
    ("post /api/tax/cooperative", "period"): "read as a period; nothing of what is asked is kept",
    ("post /api/tax/cooperative", "seller"): "nothing of what is asked is kept",
}


def _texts(schema: dict[str, Any], parts: dict[str, Any], seen: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """Find the texts of a schema with the name of their field."""
    reference = schema.get("$ref", "").rsplit("/", 1)[-1]
    if reference in seen:
        return
    if reference:
        yield from _texts(parts[reference], parts, (*seen, reference))
    choices = [each for word in ("anyOf", "allOf", "oneOf") for each in schema.get(word, [])]
    # What may be a number too is read as one.
    if not any(each.get("type") == "number" for each in choices):
        for each in choices:
            yield from _texts({**each, "name": schema.get("name")}, parts, seen)
    for name, each in schema.get("properties", {}).items():
        yield from _texts({**each, "name": name}, parts, seen)
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            yield from _texts({**schema[word], "name": schema.get("name")}, parts, seen)
    if schema.get("type") == "string":
        yield schema


def _asked() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each text that a route asks for, with the route."""
    written = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    parts = written["components"]["schemas"]
    for address, methods in written["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {address}"
            # What stands in the address itself is held by `ReadableAddresses`.
            schemas = [
                {**each["schema"], "name": each["name"]} for each in operation["parameters"] if each["in"] == "query"
            ]
            schemas += [each["schema"] for each in operation.get("requestBody", {}).get("content", {}).values()]
            for schema in schemas:
                yield from ((where, text) for text in _texts(schema, parts))


def test_no_route_takes_a_text_that_the_database_cannot_hold() -> None:
    open_ones = {
        (where, text["name"])
        for where, text in _asked()
        if not any(word in text for word in SAID_OTHERWISE)
        and not {(where, text["name"]), ("*", text["name"])} & READ_BY_THEIR_OWN.keys()
    }
    assert not open_ones, f"{sorted(open_ones)}: take `ecoop.kernel.wire.Text`, with a `max_length` of its own"
