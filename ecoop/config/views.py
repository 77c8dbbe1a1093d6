"""What the process says about itself."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    """Say whether this process can answer: 200 when its database does, 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError):
        return JsonResponse({"state": "database does not answer"}, status=503)
    return JsonResponse({"state": "well"})
