"""Seal the private key of a ballot for the time of the vote, with what this installation alone knows."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_FOR = b"ecoop: the key of a secret ballot"


def seal_key(*, private_pem: bytes) -> str:
    """Seal a key, so that the table alone does not give it away."""
    return _lock().encrypt(private_pem).decode()


def unseal_key(*, sealed: str) -> bytes:
    """Open a sealed key."""
    return _lock().decrypt(sealed.encode())


def _lock() -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_FOR).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
