"""Addresses of connections: random words that name their organisation, so that a notice finds its walls."""

import base64
import binascii
import hashlib
import secrets
from uuid import UUID

_ORG_BYTES, _RANDOM_BYTES = 16, 20
_LETTERS_MAX = 80


def make_address(*, org_id: UUID) -> str:
    """Make an address that nobody can guess: the organisation's id and 160 random bits."""
    return base64.b32encode(org_id.bytes + secrets.token_bytes(_RANDOM_BYTES)).decode().lower().rstrip("=")


def find_organisation_of(*, address: str) -> UUID | None:
    """Read the organisation's id out of an address; whether there is such an address is asked inside its walls."""
    if len(address) > _LETTERS_MAX or not address.isascii():
        return None
    padded = address.upper() + "=" * (-len(address) % 8)
    try:
        found = base64.b32decode(padded)
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=found[:_ORG_BYTES]) if len(found) == _ORG_BYTES + _RANDOM_BYTES else None


def fingerprint(*, address: str) -> str:
    """Give the fingerprint under which an address is looked up; small and capital letters are one."""
    return hashlib.sha256(address.lower().encode()).hexdigest()


def make_secret() -> str:
    """Make a secret for a provider: 256 random bits in letters that every form takes."""
    return secrets.token_hex(32)
