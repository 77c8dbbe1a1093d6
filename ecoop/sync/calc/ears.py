"""Ears: random words by which a locked phone asks whether it is to wipe itself; they open nothing."""

import base64
import binascii
import secrets
from uuid import UUID

_ORG_BYTES, RANDOM_BYTES = 16, 32
_LETTERS = 64


def make_ear(*, org_id: UUID) -> str:
    """Make a word that nobody can guess: the organisation's id, so that it finds its walls, and 256 random bits."""
    return base64.urlsafe_b64encode(org_id.bytes + secrets.token_bytes(RANDOM_BYTES)).decode()


def find_organisation_of(*, ear: str) -> UUID | None:
    """Read the organisation's id out of an ear; whether there is such an ear is asked inside its walls."""
    if len(ear) != _LETTERS or not ear.isascii():
        return None
    try:
        found = base64.b64decode(ear, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=found[:_ORG_BYTES])
