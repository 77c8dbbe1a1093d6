"""Seal the private key of a ballot for the time of the vote, with what this installation alone knows."""

from ecoop.kernel.sealing import seal, unseal

_FOR = b"ecoop: the key of a secret ballot"


def seal_key(*, private_pem: bytes) -> str:
    """Seal a key, so that the table alone does not give it away."""
    return seal(content=private_pem, purpose=_FOR)


def unseal_key(*, sealed: str) -> bytes:
    """Open a sealed key."""
    return unseal(sealed=sealed, purpose=_FOR)
