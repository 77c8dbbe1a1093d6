"""Sign texts with this installation's key, whose public half everybody may know."""

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from ecoop.ledger.models import SealingKey


class Signed(NamedTuple):
    """The signatures of some texts, in their order, and by which key."""

    key_id: str
    signatures: list[str]


def sign_texts(*, texts: Sequence[bytes], now: datetime) -> Signed:
    """Sign texts. Each must begin with the name of its own kind, so that no signature fits a text of another kind.

    Queries: 1
    """
    key = _open_key()
    return Signed(_register(key=key, now=now), [key.sign(text).hex() for text in texts])


def _open_key() -> Ed25519PrivateKey:
    """Read this installation's signing key, making it on the first use; only its owner may read the file."""
    path = Path(settings.VAR) / "sealing-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    key = Ed25519PrivateKey.generate()
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    return key


def _register(*, key: Ed25519PrivateKey, now: datetime) -> str:
    """Put the public half into the directory, under an id that follows from it."""
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = hashlib.sha256(public).hexdigest()[:16]
    SealingKey.objects.bulk_create(
        [SealingKey(key_id=key_id, public_key=public.hex(), made_at=now)], ignore_conflicts=True
    )
    return key_id
