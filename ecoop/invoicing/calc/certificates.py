"""Read the certificate of a signature: whose it is, who issued it, and whether it held when the signature was made."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from ecoop.kernel.dates import VIETNAM

_UID = x509.ObjectIdentifier("0.9.2342.19200300.100.1.1")
_WRITTEN_CODE = re.compile(r"(?:MST|CCCD|CMND|CMTND|CCCĐ|MNS)\s*:\s*([\d-]{9,14})", re.IGNORECASE)
_TEXT_MAX, _CERTIFICATES_MAX = 16_000, 8


@dataclass(frozen=True)
class Certificate:
    """What a certificate says of its holder; `key` is what signatures are checked with."""

    key: Any
    signer: str
    subject: str
    issuer: str
    tax_code: str
    fingerprint: str
    not_before_at: datetime
    not_after_at: datetime


def signing_certificate(texts: Sequence[str]) -> Certificate | None:
    """Choose the signer's among the certificates a signature carries, or None where none can be read."""
    found = [
        read for text in texts[:_CERTIFICATES_MAX] if (read := read_certificate("".join(text.split()))) is not None
    ]
    for certificate in found:
        # Some signers put the chain in; the signer is the one who issued none of the others.
        if not any(other.issuer == certificate.subject and other is not certificate for other in found):
            return certificate
    return found[0] if found else None


@lru_cache(maxsize=512)
def read_certificate(text: str) -> Certificate | None:
    """Read one certificate from its base64; a pile of invoices carries few different ones, so they are remembered."""
    if len(text) > _TEXT_MAX:
        return None
    try:
        data = base64.b64decode(text, validate=True)
        certificate = x509.load_der_x509_certificate(data)
        return Certificate(
            # The library reads names and key only when asked; what cannot be read is no certificate.
            key=certificate.public_key(),
            signer=_common_name(certificate.subject),
            subject=certificate.subject.rfc4514_string(),
            issuer=certificate.issuer.rfc4514_string(),
            tax_code=_tax_code(certificate.subject),
            fingerprint=hashlib.sha256(data).hexdigest(),
            not_before_at=certificate.not_valid_before_utc,
            not_after_at=certificate.not_valid_after_utc,
        )
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, binascii.Error):
        return None


def held_at(certificate: Certificate | None, *, signed_at: str) -> bool:
    """Judge the certificate at the moment of signing, which is written in Vietnam's time without an offset."""
    try:
        moment = datetime.fromisoformat(signed_at)
    except ValueError:
        return True
    if certificate is None:
        return True
    moment = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    try:
        return certificate.not_before_at <= moment.astimezone(UTC) <= certificate.not_after_at
    except OverflowError:
        # The first and the last day of the calendar have no neighbour in another time zone.
        return False


def _common_name(name: x509.Name) -> str:
    names = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else name.rfc4514_string()


def _tax_code(name: x509.Name) -> str:
    """Find `MST:…` in the place the decision names, or where older issuers wrote it."""
    places = (_UID, x509.NameOID.SERIAL_NUMBER, x509.NameOID.ORGANIZATIONAL_UNIT_NAME)
    for place in places:
        for attribute in name.get_attributes_for_oid(place):
            found = _WRITTEN_CODE.search(str(attribute.value))
            if found:
                return found[1]
    return ""
