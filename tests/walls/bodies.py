"""A body for every route of the API that wants one, made from what the API says of itself."""

import re
import uuid
from typing import Any

from ecoop.config.api import api


def list_bodies() -> dict[tuple[str, str], Any]:
    """Make a body that fits, for each method and address that wants one; the address is written as /api/o/{}/…."""
    described = api.get_openapi_schema()
    found = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                found[method, plain(path)] = _fitting(content["application/json"]["schema"], described["components"])
    return found


def plain(path: str) -> str:
    """Write an address without the names of its parts, as {} each."""
    return re.sub(r"\{[^}]*\}|<[^>]*>", "{}", path)


def _fitting(schema: dict[str, Any], components: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _fitting(components["schemas"][schema["$ref"].rpartition("/")[2]], components)
    for known in ("examples", "enum"):
        if schema.get(known):
            return schema[known][0]
    if "default" in schema:
        return schema["default"]
    if "anyOf" in schema or "allOf" in schema:
        return _fitting((schema.get("anyOf") or schema["allOf"])[0], components)
    if schema.get("type") == "array":
        return [_fitting(schema["items"], components)]
    if schema.get("type") == "object":
        return {name: _fitting(each, components) for name, each in schema.get("properties", {}).items()}
    return _simple(schema)


def _simple(schema: dict[str, Any]) -> Any:
    formats = {"uuid": str(uuid.uuid4()), "date": "2026-01-05", "date-time": "2026-01-05T01:00:00Z"}
    kinds = {
        "string": "x" * schema.get("minLength", 1),
        "integer": max(1, schema.get("minimum", 1)),
        "number": 1,
        "boolean": False,
        "null": None,
    }
    return formats.get(schema.get("format", ""), kinds.get(schema.get("type", "string")))
