"""Certificates of contribution as a text that anybody can check: no database, and only a public key."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ecoop.kernel.dong import Dong
from ecoop.members.errors import CertificateUnreadable

KIND = "ecoop-certificate-1"
PREFIX = "EC1"
LONGEST = 4_000


class CertificateKind(StrEnum):
    """Why a certificate was issued: the first, or in the place of one that was lost, damaged, or says too little."""

    FIRST = "first"
    LOST = "lost"
    DAMAGED = "damaged"
    CHANGED = "changed"


class CertificateState(StrEnum):
    """What may be said of a certificate to anybody who holds its code."""

    VALID = "valid"
    REPLACED = "replaced"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CertificateText:
    """What a certificate says, in the order in which it is signed."""

    id: UUID
    org_id: UUID
    cooperative_code: str
    cooperative: str
    number: str
    issued_on: date
    member_number: str
    member: str
    contributed_vnd: Dong
    charter_capital_vnd: Dong
    ratio: Decimal
    term: str = ""

    def as_text(self) -> str:
        """Write the canonical text: one line each, first what kind of text it is."""
        values = (
            KIND,
            str(self.id),
            str(self.org_id),
            self.cooperative_code,
            self.cooperative,
            self.number,
            self.issued_on.isoformat(),
            self.member_number,
            self.member,
            str(self.contributed_vnd),
            str(self.charter_capital_vnd),
            f"{self.ratio:f}",
            self.term,
        )
        # A line break in a name would make two texts of one.
        return "\n".join(" ".join(value.split()) for value in values)


@dataclass(frozen=True)
class SignedCertificate:
    """A certificate with its signature, as the QR code carries it."""

    certificate: CertificateText
    key_id: str
    signature: bytes

    def is_signed_by(self, *, public_key: str) -> bool:
        """Say whether the holder of a key signed exactly this; the key is 64 hexadecimal digits."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key.strip()))
            key.verify(self.signature, self.certificate.as_text().encode())
        except (ValueError, InvalidSignature):
            return False
        return True


_READ: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("id", UUID),
    ("org_id", UUID),
    ("cooperative_code", str),
    ("cooperative", str),
    ("number", str),
    ("issued_on", date.fromisoformat),
    ("member_number", str),
    ("member", str),
    ("contributed_vnd", int),
    ("charter_capital_vnd", int),
    ("ratio", Decimal),
    ("term", str),
)


def write_code(*, text: str, key_id: str, signature: str) -> str:
    """Write what the QR code holds: EC1, the key's id, the text, the signature, each safe in any message."""
    return ".".join((PREFIX, key_id, _pack(text.encode()), _pack(bytes.fromhex(signature))))


def read_code(*, code: str) -> SignedCertificate:
    """Read a code that somebody hands in; nothing in it is trusted.

    Raises: CertificateUnreadable
    """
    try:
        if len(code) > LONGEST:
            raise ValueError(len(code))
        prefix, key_id, text, signature = "".join(code.split()).split(".")
        kind, *rest = _unpack(text).decode().split("\n")
        if prefix != PREFIX or kind != KIND or len(rest) != len(_READ):
            raise ValueError(prefix)
        values = {name: read(value) for (name, read), value in zip(_READ, rest, strict=True)}
        certificate = CertificateText(**values)
        return SignedCertificate(certificate, key_id, _unpack(signature))
    except (ValueError, ArithmeticError, binascii.Error) as problem:
        raise CertificateUnreadable() from problem


def _pack(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
