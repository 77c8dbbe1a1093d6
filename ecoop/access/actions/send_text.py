"""Send a short text to a phone."""

from django.conf import settings
from django.utils.module_loading import import_string


def send_text(*, phone: str, text: str) -> None:
    """Hand a text to the gateway in use; on one's own machine it is printed where the server runs.

    Raises:  CodesCannotBeSent
    Queries: 0
    """
    import_string(settings.SMS_SENDER)(phone=phone, text=text)
