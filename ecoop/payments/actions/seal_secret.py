"""Seal the secrets of connections with what this installation alone knows: a signature needs the secret itself."""

from ecoop.kernel.sealing import seal, unseal

_FOR = b"ecoop: secrets of payment connections"


def seal_secret(*, secret: str) -> str:
    """Seal a secret, so that the table alone does not give it away."""
    return seal(content=secret.encode(), purpose=_FOR)


def unseal_secret(*, sealed: str) -> str:
    """Open a sealed secret."""
    return unseal(sealed=sealed, purpose=_FOR).decode()
