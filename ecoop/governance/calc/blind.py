"""RSA blind signatures after RFC 9474, RSABSSA-SHA384-PSS-Randomized: the half of the signer, and that of the voter.

The signer signs what it cannot read; the voter takes the blinding off and holds an ordinary RSA-PSS signature, which
anybody may check with any library. Keys are made and signatures checked by `cryptography`; what that library does
not offer, and this file adds, is the bare private operation and the encoding before it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from math import gcd

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

KEY_BITS = 2048
EXPONENT = 65_537
# The token of a ballot: the random prefix that the randomised variant puts before the message.
TOKEN_BYTES = 32
SALT_BYTES = 48
HASH = hashlib.sha384
_PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT_BYTES)


@dataclass(frozen=True)
class Blinded:
    """What goes to the signer, and what takes the blinding off again and never leaves the voter's hand."""

    message: bytes
    inverse: int


class BlindingFailed(ValueError):
    """A number is out of range, has no inverse, or what came back is no signature of ours."""


def make_key() -> bytes:
    """Make the private key of one ballot, as PEM."""
    key = rsa.generate_private_key(public_exponent=EXPONENT, key_size=KEY_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_half(*, private_pem: bytes) -> str:
    """Give the half of a key that everybody may know, as PEM."""
    public = _private(private_pem).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def fingerprint(*, public_pem: str) -> str:
    """Name a public key in eight groups of four letters that people can compare by eye."""
    der = _public(public_pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    text = hashlib.sha256(der).hexdigest()[:32]
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def sign_blinded(*, private_pem: bytes, blinded: bytes) -> bytes:
    """Sign what cannot be read (RFC 9474, 4.3), hiding the time it takes behind a blinding of our own.

    Raises: BlindingFailed
    """
    numbers = _private(private_pem).private_numbers()
    n = numbers.public_numbers.n
    message = int.from_bytes(blinded, "big")
    if len(blinded) != _length(n) or not 0 < message < n:
        raise BlindingFailed("the blinded message is out of range")
    mask = _random_unit(n)
    hidden = message * pow(mask, EXPONENT, n) % n
    signed = _private_power(numbers, hidden) * pow(mask, -1, n) % n
    if pow(signed, EXPONENT, n) != message:
        raise BlindingFailed("signing failed")
    return signed.to_bytes(_length(n), "big")


def prepare(*, message: bytes) -> bytes:
    """Put a fresh random prefix before a message (RFC 9474, 4.1)."""
    return secrets.token_bytes(TOKEN_BYTES) + message


def blind(*, public_pem: str, prepared: bytes, salt: bytes | None = None, inverse: int | None = None) -> Blinded:
    """Hide a prepared message from the one who will sign it (RFC 9474, 4.2); salt and inverse are given by tests only.

    Raises: BlindingFailed
    """
    n = _public(public_pem).public_numbers().n
    encoded = encode_pss(
        message=prepared, bits=n.bit_length() - 1, salt=secrets.token_bytes(SALT_BYTES) if salt is None else salt
    )
    message = int.from_bytes(encoded, "big")
    if gcd(message, n) != 1:
        raise BlindingFailed("the message has no inverse")
    mask = _random_unit(n) if inverse is None else pow(inverse, -1, n)
    hidden = message * pow(mask, EXPONENT, n) % n
    return Blinded(hidden.to_bytes(_length(n), "big"), pow(mask, -1, n))


def finalize(*, public_pem: str, prepared: bytes, blind_signature: bytes, inverse: int) -> bytes:
    """Take the blinding off a signature and make sure that it holds (RFC 9474, 4.4).

    Raises: BlindingFailed
    """
    n = _public(public_pem).public_numbers().n
    if len(blind_signature) != _length(n):
        raise BlindingFailed("the blind signature has the wrong length")
    signature = (int.from_bytes(blind_signature, "big") * inverse % n).to_bytes(_length(n), "big")
    if not is_signed(public_pem=public_pem, prepared=prepared, signature=signature):
        raise BlindingFailed("what came back is not a signature of this message")
    return signature


def is_signed(*, public_pem: str, prepared: bytes, signature: bytes) -> bool:
    """Tell whether a signature is the key's on a prepared message: an ordinary check of RSA-PSS."""
    try:
        _public(public_pem).verify(signature, prepared, _PSS, hashes.SHA384())
    except InvalidSignature:
        return False
    return True


def encode_pss(*, message: bytes, bits: int, salt: bytes) -> bytes:
    """Encode a message for signing (RFC 8017, 9.1.1, with SHA-384)."""
    length = (bits + 7) // 8
    digest = HASH(bytes(8) + HASH(message).digest() + salt).digest()
    block = bytes(length - len(salt) - len(digest) - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, _mask(digest, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    rounds = -(-length // HASH().digest_size)
    return b"".join(HASH(seed + turn.to_bytes(4, "big")).digest() for turn in range(rounds))[:length]


def _private_power(numbers: rsa.RSAPrivateNumbers, message: int) -> int:
    # By the Chinese remainders: four times as fast as one long power.
    of_p, of_q = pow(message, numbers.dmp1, numbers.p), pow(message, numbers.dmq1, numbers.q)
    return of_q + numbers.q * ((of_p - of_q) * numbers.iqmp % numbers.p)


def _random_unit(n: int) -> int:
    while True:
        mask = 1 + secrets.randbelow(n - 1)
        if gcd(mask, n) == 1:
            return mask


def _length(n: int) -> int:
    return (n.bit_length() + 7) // 8


def _private(pem: bytes) -> rsa.RSAPrivateKey:
    # It is a key of `make_key`: proving its primes anew at every signature would cost more than the signature.
    key = load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise BlindingFailed("this is not an RSA key")
    return key


def _public(pem: str) -> rsa.RSAPublicKey:
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, rsa.RSAPublicKey):
        raise BlindingFailed("this is not an RSA key")
    return key
