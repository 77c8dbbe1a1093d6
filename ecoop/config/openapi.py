"""The OpenAPI file: what every route answers besides success, and the header that every POST understands."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from pydantic import Field

from ecoop.config.idempotency import HEADER, KEY_LENGTH_MAX
from ecoop.config.problems import MEDIA_TYPE

PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
FOR_EVERYBODY = {
    "400": "The address holds what no address holds, or the body is not a JSON object.",
    "404": "There is nothing at this address, or nothing that the caller may know of.",
    "422": "The request cannot be read or means nothing here.",
    "503": "The database does not answer; try again.",
}
FOR_CALLERS = {
    "401": "Nobody is signed in.",
    "403": "The caller's role or token does not allow it.",
    "409": "The law or the books give no answer to this; the detail says why.",
}
FOR_ASKING = {
    "429": "One address asks too often; `Retry-After` says how many seconds to wait.",
}
FOR_WRITES = {
    "413": "The body is larger than is taken at once.",
    "409": "The books do not allow it, or the same Idempotency-Key is at work; the detail says which.",
}


class Law(Schema):
    """Where a rule stands."""

    document: str = Field(examples=["nd-68-2026"])
    article: str = Field(examples=["Điều 4, khoản 1"])


class InvalidPart(Schema):
    """One part of a request that cannot be read."""

    where: list[str] = Field(examples=[["body", "amount_vnd"]])
    said: str = Field(examples=["Input should be a valid integer"])


class Problem(Schema):
    """Why there was no success, and what to do (RFC 9457)."""

    type: str = Field(examples=["urn:ecoop:problem:ledger.period-is-closed"])
    title: str = Field(examples=["The books do not allow it."])
    status: int = Field(examples=[409])
    detail: str = Field(examples=["The period 02/2026 was closed on 05/03/2026."])
    code: str = Field(examples=["ledger.period-is-closed"])
    remedy: str = Field(examples=["Post into an open period, or ask the chief accountant to reopen it."])
    law: Law | None = None
    instance: str = Field(examples=["/api/o/htx-tan-cuong/ledger/entries"])
    errors: list[InvalidPart] | None = None


class ObjectsOnly(Parser):
    """Takes JSON objects: in a list or a number ninja would find no field, and take every default for said."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read what a request says by names."""
        said: Any = super().parse_body(request)
        if not isinstance(said, dict):
            raise ValueError("the body is not an object")
        return said


class ReadableJson(JSONRenderer):
    """JSON that keeps Vietnamese letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


class EcoopApi(NinjaAPI):
    """An API whose OpenAPI file tells about problems and idempotency keys on every route."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """Write the file, completed."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = schema["components"].setdefault("schemas", {})
        schemas.update(problem.pop("$defs"))
        schemas["Problem"] = problem
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _complete(operation=operation, method=method)
        return schema


def _complete(*, operation: dict[str, Any], method: str) -> None:
    is_write = method != "get"
    # What anybody may compute is limited; what is asked by callers we know is not.
    open_to_all = FOR_ASKING if not operation.get("security") else {}
    wanted = {
        **open_to_all,
        **FOR_EVERYBODY,
        **(FOR_CALLERS if operation.get("security") else {}),
        **(FOR_WRITES if is_write else {}),
    }
    for status, description in wanted.items():
        content = {MEDIA_TYPE: {"schema": PROBLEM_REF}}
        operation["responses"].setdefault(status, {"description": description, "content": content})
    if method == "post" and not any(each["name"] == HEADER for each in operation["parameters"]):
        operation["parameters"].append(
            {
                "in": "header",
                "name": HEADER,
                "required": False,
                "description": "The same key with the same request is carried out once and answered alike.",
                "schema": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": KEY_LENGTH_MAX,
                    "pattern": r"^[!-~]+$",
                    "examples": ["01993b7e-0000-7000-8000-000000000001"],
                },
            }
        )
