"""Seal what must be read again with what this installation alone knows, so that a table alone gives nothing away."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(*, content: bytes, purpose: bytes) -> str:
    """Seal bytes for one purpose; what is sealed for another cannot be opened with it."""
    return _lock(purpose).encrypt(content).decode()


def unseal(*, sealed: str, purpose: bytes) -> bytes:
    """Open what was sealed for this purpose.

    Raises: cryptography.fernet.InvalidToken
    """
    return _lock(purpose).decrypt(sealed.encode())


def _lock(purpose: bytes) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
