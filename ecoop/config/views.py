"""What the process says about itself."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ecoop.config.problems import problem_response


@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    """Say whether this process can answer: 200 when its database does, 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError):
        return JsonResponse({"state": "database does not answer"}, status=503)
    return JsonResponse({"state": "well"})


@csrf_exempt
def show_no_such_route(request: HttpRequest, rest: str) -> HttpResponse:
    """Tell a program that it asked for an address that the API does not have."""
    return problem_response(request, status=404)
