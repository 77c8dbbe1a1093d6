"""Blind signatures against the RFC, and what may not pass."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_public_key
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.governance.calc.ballots import (
    id_of_token,
    is_ballot_signed,
    message_of,
    recount,
    write_list,
)
from ecoop.governance.calc.blind import (
    TOKEN_BYTES,
    BlindingFailed,
    blind,
    finalize,
    fingerprint,
    is_signed,
    make_key,
    prepare,
    public_half,
    sign_blinded,
)
from ecoop.governance.calc.votes import Counts
from ecoop.governance.tests import rfc9474

ONE = UUID("0197a000-0000-7000-8000-000000000001")
OTHER = UUID("0197a000-0000-7000-8000-000000000002")


@pytest.fixture(scope="module")
def key() -> bytes:
    return make_key()


def test_the_vector_of_the_rfc_comes_out() -> None:
    """Appendix A.1: blinded message, blind signature and signature, byte by byte."""
    p, q, d = (int(text, 16) for text in (rfc9474.P, rfc9474.Q, rfc9474.D))
    numbers = rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, p),
        dmq1=rsa.rsa_crt_dmq1(d, q),
        iqmp=rsa.rsa_crt_iqmp(p, q),
        public_numbers=rsa.RSAPublicNumbers(65_537, p * q),
    )
    private = numbers.private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = public_half(private_pem=private)
    prepared = bytes.fromhex(rfc9474.PREFIX + rfc9474.MESSAGE)
    blinded = blind(
        public_pem=public, prepared=prepared, salt=bytes.fromhex(rfc9474.SALT), inverse=int(rfc9474.INVERSE, 16)
    )
    assert blinded.message.hex() == rfc9474.BLINDED
    signed = sign_blinded(private_pem=private, blinded=blinded.message)
    assert signed.hex() == rfc9474.BLIND_SIGNATURE
    signature = finalize(public_pem=public, prepared=prepared, blind_signature=signed, inverse=blinded.inverse)
    assert signature.hex() == rfc9474.SIGNATURE


def test_a_prepared_message_begins_with_a_fresh_token() -> None:
    first, second = prepare(message=b"x"), prepare(message=b"x")
    assert len(first) == TOKEN_BYTES + 1
    assert first != second
    assert first.endswith(b"x")


def test_a_signature_holds_for_its_ballot_and_no_other(key: bytes) -> None:
    public = public_half(private_pem=key)
    token, signature = _signed(key, ONE)
    assert is_ballot_signed(public_pem=public, ballot_id=ONE, token=token, signature=signature)
    assert not is_ballot_signed(public_pem=public, ballot_id=OTHER, token=token, signature=signature)
    other = public_half(private_pem=make_key())
    assert not is_ballot_signed(public_pem=other, ballot_id=ONE, token=token, signature=signature)


@settings(max_examples=12, deadline=None)
@given(at=st.integers(0, 255), flip=st.integers(1, 255))
def test_no_signature_holds_after_one_byte_was_changed(key: bytes, at: int, flip: int) -> None:
    public = public_half(private_pem=key)
    token, signature = _signed(key, ONE)
    forged = bytearray(bytes.fromhex(signature))
    forged[at] ^= flip
    prepared = bytes.fromhex(token) + message_of(ballot_id=ONE)
    assert not is_signed(public_pem=public, prepared=prepared, signature=bytes(forged))


@settings(max_examples=10, deadline=None)
@given(token=st.binary(min_size=TOKEN_BYTES, max_size=TOKEN_BYTES))
def test_what_the_signer_saw_fits_every_token_in_the_box(key: bytes, token: bytes) -> None:
    """For any signature in the box there is a blinding that leads from what was signed to it: nothing can be told.

    Signed: z and z^d. In the box: m and m^d. The inverse that joins them is s / z^d, and it exists for every pair.
    """
    public = public_half(private_pem=key)
    seen = blind(public_pem=public, prepared=prepare(message=message_of(ballot_id=ONE)))
    answered = sign_blinded(private_pem=key, blinded=seen.message)
    prepared = token + message_of(ballot_id=ONE)
    mine = blind(public_pem=public, prepared=prepared)
    signature = finalize(
        public_pem=public,
        prepared=prepared,
        blind_signature=sign_blinded(private_pem=key, blinded=mine.message),
        inverse=mine.inverse,
    )
    n = _modulus(public)
    inverse = int.from_bytes(signature, "big") * pow(int.from_bytes(answered, "big"), -1, n) % n
    assert finalize(public_pem=public, prepared=prepared, blind_signature=answered, inverse=inverse) == signature


def test_numbers_out_of_range_are_refused(key: bytes) -> None:
    for wrong in (b"", bytes(256), b"\xff" * 256, b"\x01" * 255):
        with pytest.raises(BlindingFailed):
            sign_blinded(private_pem=key, blinded=wrong)
    public = public_half(private_pem=key)
    seen = blind(public_pem=public, prepared=b"one")
    signed = sign_blinded(private_pem=key, blinded=seen.message)
    with pytest.raises(BlindingFailed):
        finalize(public_pem=public, prepared=b"other", blind_signature=signed, inverse=seen.inverse)


def test_a_published_list_counts_itself(key: bytes) -> None:
    lines = []
    for choice in ("for", "for", "against", "blank"):
        token, signature = _signed(key, ONE)
        lines.append((token, choice, signature))
    text = _list(key, lines, Counts({"for": 2, "against": 1, "blank": 1}, 4))
    again = recount(text=text)
    assert again.is_right
    assert dict(again.counts.by_choice) == {"for": 2, "against": 1, "blank": 1}
    assert again.fingerprint == fingerprint(public_pem=public_half(private_pem=key))
    assert not recount(text=text, public_pem=public_half(private_pem=make_key())).is_right


def test_a_published_list_shows_what_is_wrong_in_it(key: bytes) -> None:
    good, forged = _signed(key, ONE), _signed(make_key(), ONE)
    lines = [(good[0], "for", good[1]), (good[0], "for", good[1]), (forged[0], "for", forged[1]), ("zz", "for", "")]
    again = recount(text=_list(key, lines, Counts({"for": 4}, 4)))
    assert (again.forged, again.doubled, again.unreadable) == ((forged[0],), (good[0],), ("zz",))
    assert again.counts.handed_in == 1
    assert not again.is_right


def test_the_row_of_a_token_follows_from_the_token() -> None:
    token = "ab" * TOKEN_BYTES
    assert id_of_token(ballot_id=ONE, token=token) == id_of_token(ballot_id=ONE, token=token)
    assert id_of_token(ballot_id=ONE, token=token) != id_of_token(ballot_id=OTHER, token=token)
    # A random id holds no moment.
    assert id_of_token(ballot_id=ONE, token=token).version == 4


def _modulus(public: str) -> int:
    key = load_pem_public_key(public.encode())
    assert isinstance(key, rsa.RSAPublicKey)
    return key.public_numbers().n


def _signed(key: bytes, ballot_id: UUID) -> tuple[str, str]:
    public = public_half(private_pem=key)
    prepared = prepare(message=message_of(ballot_id=ballot_id))
    seen = blind(public_pem=public, prepared=prepared)
    signed = sign_blinded(private_pem=key, blinded=seen.message)
    signature = finalize(public_pem=public, prepared=prepared, blind_signature=signed, inverse=seen.inverse)
    return prepared[:TOKEN_BYTES].hex(), signature.hex()


def _list(key: bytes, lines: list[tuple[str, str, str]], counts: Counts) -> str:
    return write_list(
        ballot_id=ONE,
        title="Bầu Hội đồng quản trị",
        public_pem=public_half(private_pem=key),
        options=(),
        seats=1,
        lines=lines,
        counts=counts,
    )
