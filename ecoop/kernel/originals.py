"""Papers that strangers send: what a file is by its first bytes, and handing it out so that nothing of it runs."""

from django.http import HttpResponse

# What a file is stands in its first bytes; its name may say anything.
_BEGINNINGS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_ENDINGS = {"application/pdf": "pdf", "application/xml": "xml", "image/jpeg": "jpg", "image/png": "png"}


def read_media_type(*, content: bytes) -> str | None:
    """Tell whether a file is a PDF or a photo, and which; None for anything else."""
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)


def hand_out(found: tuple[str, str, bytes]) -> HttpResponse:
    """Hand a kept file out under a plain name, so that a browser saves it and runs nothing of it."""
    _name, media_type, content = found
    return hand_out_as(filename=f"paper.{_ENDINGS.get(media_type, 'bin')}", media_type=media_type, content=content)


def hand_out_as(*, filename: str, media_type: str, content: bytes) -> HttpResponse:
    """Hand a kept file out under a name of ours."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def show_image_of(*, media_type: str, content: bytes) -> HttpResponse:
    """Give a photo to a page of ours that shows it; opened by itself it runs nothing and fetches nothing."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="paper.{_ENDINGS[media_type]}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    # Who may see it changes, and computers are shared: no cache keeps it.
    answer["Cache-Control"] = "private, no-store"
    return answer
