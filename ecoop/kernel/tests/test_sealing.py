"""What is sealed can be read again by this installation, for its own purpose and no other."""

import pytest
from cryptography.fernet import InvalidToken

from ecoop.kernel.sealing import seal, unseal


def test_what_is_sealed_opens_for_its_purpose_alone() -> None:
    sealed = seal(content="khóa bí mật".encode(), purpose=b"one")
    assert "khóa" not in sealed
    assert unseal(sealed=sealed, purpose=b"one").decode() == "khóa bí mật"
    with pytest.raises(InvalidToken):
        unseal(sealed=sealed, purpose=b"another")
