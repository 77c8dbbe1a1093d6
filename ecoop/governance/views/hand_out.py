"""Hand out a stranger's file so that a browser saves it and runs nothing of it."""

from django.http import HttpResponse

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def hand_out(found: tuple[str, str, bytes]) -> HttpResponse:
    """Answer with a kept file under a plain name."""
    _name, media_type, content = found
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="paper.{ENDINGS.get(media_type, "bin")}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
