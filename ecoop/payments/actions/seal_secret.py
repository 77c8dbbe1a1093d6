"""Seal the secrets of connections with what this installation alone knows: a signature needs the secret itself."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_FOR = b"ecoop: secrets of payment connections"


def seal_secret(*, secret: str) -> str:
    """Seal a secret, so that the table alone does not give it away."""
    return _lock().encrypt(secret.encode()).decode()


def unseal_secret(*, sealed: str) -> str:
    """Open a sealed secret."""
    return _lock().decrypt(sealed.encode()).decode()


def _lock() -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_FOR).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
