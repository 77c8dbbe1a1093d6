"""The `Idempotency-Key` header: a POST that is sent twice is carried out once and answered twice alike."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ecoop.access.api_acting import acting_for_api
from ecoop.config.errors import KeyIsBusy, KeyIsUnreadable, KeyWasUsed
from ecoop.config.models import AnswerGiven
from ecoop.config.problems import answer_refusal
from ecoop.kernel.walls import inside_organisation

HEADER = "Idempotency-Key"
KEY_LENGTH_MAX = 200
SUCCEEDED = range(200, 300)


@dataclass
class Asked:
    """A request with a key, on its way to its answer."""

    org_id: UUID
    key: str
    request_hash: str
    is_answered: bool = False


def keep_answer(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a whole operation: what it writes and the answer to it are kept together or not at all.

    Only success is kept. A refusal changed nothing, so the same request may be tried again.
    """

    @wraps(run)
    def kept(request: HttpRequest, **values: Any) -> HttpResponse:
        if not _carries_key(request):
            return run(request, **values)
        try:
            with transaction.atomic():
                response = run(request, **values)
                asked: Asked | None = getattr(request, "asked", None)
                if asked and not asked.is_answered and response.status_code in SUCCEEDED and _may_be_kept(response):
                    _record(asked=asked, response=response)
                return response
        except IntegrityError:
            # Another machine of the cluster was faster; nothing of ours was kept.
            return answer_refusal(request, KeyIsBusy(key=request.headers[HEADER]))

    return kept


def recall_answer(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a route: answer from memory if this very request was answered before.

    Raises: KeyIsUnreadable, KeyIsBusy, KeyWasUsed
    """

    @wraps(view)
    def recalled(request: HttpRequest, *positional: Any, **values: Any) -> Any:
        if not _carries_key(request):
            return view(request, *positional, **values)
        key = _read_key(request)
        if "slug" not in values:
            # What belongs to no organisation writes nothing, so there is nothing to remember.
            return view(request, *positional, **values)
        with acting_for_api(request, slug=values["slug"], may=None) as acting:
            asked = Asked(org_id=acting.org_id, key=key, request_hash=_hash(request))
            request.asked = asked  # type: ignore[attr-defined]
            _lock(asked=asked)
            answer = AnswerGiven.objects.filter(org_id=acting.org_id, key=key).first()
        if answer is None:
            return view(request, *positional, **values)
        if answer.request_hash != asked.request_hash:
            raise KeyWasUsed(key=key)
        asked.is_answered = True
        return HttpResponse(answer.body, status=answer.status, content_type="application/json; charset=utf-8")

    return recalled


def _may_be_kept(response: HttpResponse) -> bool:
    # What holds a secret says so; such a route is safe to repeat by an id of its own.
    return "no-store" not in response.get("Cache-Control", "")


def _carries_key(request: HttpRequest) -> bool:
    return request.method == "POST" and HEADER in request.headers


def _read_key(request: HttpRequest) -> str:
    key = request.headers[HEADER]
    if not (0 < len(key) <= KEY_LENGTH_MAX and key.isascii() and key.isprintable() and " " not in key):
        raise KeyIsUnreadable(length_max=KEY_LENGTH_MAX)
    return key


def _hash(request: HttpRequest) -> str:
    caller = request.headers.get("Authorization") or str(request.user.pk)
    digest = hashlib.sha256()
    for part in (request.method or "", request.path, caller):
        digest.update(part.encode() + b"\0")
    digest.update(request.body)
    return digest.hexdigest()


def _lock(*, asked: Asked) -> None:
    # Held to the end of the transaction, so that two at once cannot both find no answer.
    number = hashlib.sha256(f"{asked.org_id} {asked.key}".encode()).digest()[:8]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(number, signed=True)])
        if not cursor.fetchone()[0]:
            raise KeyIsBusy(key=asked.key)


def _record(*, asked: Asked, response: HttpResponse) -> None:
    with inside_organisation(org_id=asked.org_id, person_id=None):
        AnswerGiven.objects.create(
            org_id=asked.org_id,
            key=asked.key,
            request_hash=asked.request_hash,
            status=response.status_code,
            body=response.content.decode(),
            given_at=timezone.now(),
        )
