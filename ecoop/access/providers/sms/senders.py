"""Ways for a code to reach a phone; settings.SMS_SENDER names the one in use."""

import sys

from ecoop.access.errors import CodesCannotBeSent

# What the tests read instead of a phone: (number, text), newest last.
OUTBOX: list[tuple[str, str]] = []


def send_to_console(*, phone: str, text: str) -> None:
    """Print the message where the server runs; for a demo on one's own machine only."""
    sys.stdout.write(f"\n  SMS {phone}: {text}\n\n")
    sys.stdout.flush()


def send_to_memory(*, phone: str, text: str) -> None:
    """Keep the message for a test to read."""
    OUTBOX.append((phone, text))


def send_nowhere(*, phone: str, text: str) -> None:
    """Refuse: a public server must never show codes in its own log.

    Raises: CodesCannotBeSent
    """
    raise CodesCannotBeSent()
