"""Problem details (RFC 9457): every answer of the API that is not a success says what happened and what to do."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from ecoop.access.api_acting import REFUSED_WITH, acting_for_api
from ecoop.config.errors import KeyIsBusy, KeyIsUnreadable, KeyWasUsed
from ecoop.config.request_log import log_surprise
from ecoop.distribution.errors import YearIsNotClosed
from ecoop.governance.errors.courses import CourseUnknown
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.wire import CursorIsUnreadable
from ecoop.lawbook.errors import LawPathUnknown, NoLawOnDay
from ecoop.ledger.errors import EntryUnknown
from ecoop.members.errors import TooManyApply
from ecoop.payments.errors import ConnectionHasEnded, NoticeIsNotProven, NoticeIsTooOld
from ecoop.start.errors import TooManyCodes
from ecoop.sync.errors import BatchTooLarge, KeyNotValid, PhotoIsTooLarge, TooManyOrdersAsked, TooManyRecoveries
from ecoop.taxes.errors import BodyIsTooLarge, ReturnNotFound, TooManyAsk, YearIsNotCovered
from ecoop.trade.errors import DocumentNotFound

API_PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
STATUS_OF: dict[type[Refusal], int] = {
    **REFUSED_WITH,
    KeyIsUnreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyWasUsed: HTTPStatus.UNPROCESSABLE_ENTITY,
    CursorIsUnreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyIsBusy: HTTPStatus.CONFLICT,
    CourseUnknown: HTTPStatus.NOT_FOUND,
    DocumentNotFound: HTTPStatus.NOT_FOUND,
    EntryUnknown: HTTPStatus.NOT_FOUND,
    ReturnNotFound: HTTPStatus.NOT_FOUND,
    LawPathUnknown: HTTPStatus.NOT_FOUND,
    NoLawOnDay: HTTPStatus.NOT_FOUND,
    YearIsNotClosed: HTTPStatus.NOT_FOUND,
    YearIsNotCovered: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyApply: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyAsk: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyCodes: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyOrdersAsked: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyRecoveries: HTTPStatus.TOO_MANY_REQUESTS,
    KeyNotValid: HTTPStatus.UNAUTHORIZED,
    NoticeIsNotProven: HTTPStatus.UNAUTHORIZED,
    NoticeIsTooOld: HTTPStatus.UNAUTHORIZED,
    ConnectionHasEnded: HTTPStatus.GONE,
    BatchTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    PhotoIsTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BodyIsTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
# A code says what kind of no it is: content that means nothing here, or a thing that is not there.
NOT_MEANT = ("-unknown", "-not-understood", "-unreadable", "-missing", "-is-zero", "-is-negative", "-to-itself")
NOT_THERE = ("-not-found", "-is-not-there", "-does-not-exist")
SECONDS_TO_RETRY = "1"


def add_handlers(api: NinjaAPI) -> None:
    """Answer every exception of a route with problem details."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refusal: answer_refusal,
        ValidationError: answer_invalid,
        Http404: _answer_not_found,
        PermissionDenied: _answer_forbidden,
        HttpError: _answer_http_error,
        OperationalError: answer_database_away,
        InterfaceError: answer_database_away,
        psycopg.OperationalError: answer_database_away,
        Exception: answer_surprise,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


class ApiProblems:
    """Give problem details also where no route was reached: no such address, wrong method, refused by a middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; replace an error page under /api/ by its problem."""
        response = self.get_response(request)
        is_error = response.status_code >= HTTPStatus.BAD_REQUEST
        if not (is_error and request.path.startswith(API_PREFIX)) or response.get("Content-Type") == MEDIA_TYPE:
            return response
        problem = problem_response(request, status=response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response:
                problem[name] = response[name]
        return problem


def problem_response(
    request: HttpRequest, *, status: int, code: str = "", facts: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Write problem details; without facts they say what the status itself says."""
    code = code or f"http.{HTTPStatus(status).name.lower().replace('_', '-')}"
    said, remedy = _words_of(status)
    problem = {
        "type": f"urn:ecoop:problem:{code}",
        "title": said,
        "status": int(status),
        "detail": said,
        "code": code,
        "remedy": remedy,
        "law": None,
        "instance": request.path,
        **(facts or {}),
    }
    response = HttpResponse(json.dumps(problem, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say no with the refusal's code, remedy and law."""
    status = _status_of(refusal)
    facts: dict[str, Any] = {"detail": refusal.said_text, "remedy": refusal.remedy_text}
    facts["law"] = refusal.as_dict()["law"]
    if getattr(request, "answers_as_command", False):
        # The same words in the shape of the command line, for programs that know both.
        facts["refused"] = refusal.as_dict()
    response = problem_response(request, status=status, code=refusal.code, facts=facts)
    if isinstance(refusal, KeyIsBusy):
        response["Retry-After"] = SECONDS_TO_RETRY
    if isinstance(refusal, TooManyAsk | TooManyCodes | TooManyOrdersAsked | TooManyRecoveries):
        response["Retry-After"] = str(refusal.facts["seconds"])
    return response


def answer_invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    """Say which parts of a request are not what the OpenAPI file asks for; to a stranger, that there is no door."""
    if refusal := _find_stranger(request):
        return answer_refusal(request, refusal)
    errors = [{"where": [str(part) for part in each["loc"]], "said": str(each["msg"])} for each in invalid.errors]
    facts = {
        "detail": _("The request has {count} parts that cannot be read.").format(count=len(errors)),
        "remedy": _("Compare it with /api/openapi.json; `errors` names each place."),
        "errors": errors,
    }
    return problem_response(request, status=HTTPStatus.UNPROCESSABLE_ENTITY, code="api.request-is-invalid", facts=facts)


def _find_stranger(request: HttpRequest) -> Refusal | None:
    """Ask who acts, of whom nobody asked yet because the request could not be read."""
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    if slug is None or not request.path.startswith(f"{API_PREFIX}o/"):
        return None
    try:
        with acting_for_api(request, slug=slug, may=None):
            return None
    except Refusal as refusal:
        return refusal


def answer_database_away(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Ask for patience while the database restarts; nothing that was not acknowledged was kept."""
    structlog.get_logger("ecoop.request").warning("api.database.answer-missing", kind=type(fault).__name__)
    response = problem_response(request, status=HTTPStatus.SERVICE_UNAVAILABLE, code="api.database-is-away")
    response["Retry-After"] = SECONDS_TO_RETRY
    return response


def answer_surprise(request: HttpRequest, surprise: Exception) -> HttpResponse:
    """Apologise with the id under which the surprise stands in the log."""
    facts = {"instance": f"urn:uuid:{log_surprise(request=request, exception=surprise)}"}
    return problem_response(request, status=HTTPStatus.INTERNAL_SERVER_ERROR, code="api.surprise", facts=facts)


def _answer_not_found(request: HttpRequest, missing: Http404) -> HttpResponse:
    return problem_response(request, status=HTTPStatus.NOT_FOUND)


def _answer_forbidden(request: HttpRequest, denied: PermissionDenied) -> HttpResponse:
    return problem_response(request, status=HTTPStatus.FORBIDDEN)


def _answer_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(request, status=error.status_code)


def _status_of(refusal: Refusal) -> int:
    for kind in type(refusal).__mro__:
        if kind in STATUS_OF:
            return STATUS_OF[kind]
    if refusal.code.endswith(NOT_MEANT):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.NOT_FOUND if refusal.code.endswith(NOT_THERE) else HTTPStatus.CONFLICT


def _words_of(status: int) -> tuple[str, str]:
    words = {
        HTTPStatus.BAD_REQUEST: (_("The request cannot be read."), _("Compare it with /api/openapi.json.")),
        HTTPStatus.UNAUTHORIZED: (
            _("Nobody is signed in."),
            _("Send a token of the organisation as `Authorization: Bearer …`, or sign in."),
        ),
        HTTPStatus.FORBIDDEN: (_("This is not allowed to you here."), _("Ask who manages people for a role that may.")),
        HTTPStatus.NOT_FOUND: (_("There is nothing at this address."), _("Look in /api/openapi.json.")),
        HTTPStatus.METHOD_NOT_ALLOWED: (
            _("This address does not know this method."),
            _("Use a method that the Allow header names."),
        ),
        HTTPStatus.CONFLICT: (_("The books do not allow it."), _("See `detail`.")),
        HTTPStatus.UNPROCESSABLE_ENTITY: (_("The request means nothing here."), _("See `detail` and `errors`.")),
        HTTPStatus.SERVICE_UNAVAILABLE: (
            _("The database does not answer."),
            _("Send the same request with the same Idempotency-Key again in a moment."),
        ),
        HTTPStatus.INTERNAL_SERVER_ERROR: (
            _("Something went wrong that should not; we are sorry."),
            _("It is logged under the id in `instance`; tell it to whoever runs this server."),
        ),
    }
    return words.get(HTTPStatus(status), (HTTPStatus(status).phrase, _("Look in /api/openapi.json.")))
