"""Tag, length, value: how payment codes of EMVCo are written, and the check at their end."""

from collections.abc import Iterable, Mapping

from ecoop.payments.calc.words import PROBLEMS
from ecoop.payments.errors import QrChecksumDiffers, QrIsBroken

CHECK = "63"
LETTERS_MAX = 512
_POLYNOMIAL, _START, _BITS = 0x1021, 0xFFFF, 16
_CHECK_HEAD = CHECK + "04"
_HEAD, _LENGTH_MAX = 4, 99


def crc_16(text: str) -> str:
    """Reckon the CRC-16/CCITT-FALSE of a text, as four capital hexadecimal digits."""
    check = _START
    for byte in text.encode("utf-8"):
        check ^= byte << 8
        for _bit in range(8):
            check = (check << 1) ^ (_POLYNOMIAL if check >> (_BITS - 1) else 0)
            check &= _START
    return f"{check:04X}"


def write_fields(fields: Iterable[tuple[str, str]]) -> str:
    """Write fields one after the other, each with its tag and its length in two digits.

    Raises: QrIsBroken where a value is longer than two digits can say
    """
    written = []
    for tag, value in fields:
        if len(value) > _LENGTH_MAX:
            raise QrIsBroken(problem=PROBLEMS["long"])
        written.append(f"{tag}{len(value):02}{value}")
    return "".join(written)


def sign(text: str) -> str:
    """Add the check to the end of a code."""
    return f"{text}{_CHECK_HEAD}{crc_16(text + _CHECK_HEAD)}"


def read_fields(text: str) -> Mapping[str, str]:
    """Read fields one after the other; a tag that stands twice is a broken code.

    Raises: QrIsBroken
    """
    fields: dict[str, str] = {}
    at = 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + _HEAD]
        if len(length) < 2 or not _is_number(tag) or not _is_number(length):
            raise QrIsBroken(problem=PROBLEMS["field"])
        value = text[at + _HEAD : at + _HEAD + int(length)]
        if len(value) < int(length):
            raise QrIsBroken(problem=PROBLEMS["cut"])
        if tag in fields:
            raise QrIsBroken(problem=PROBLEMS["twice"])
        fields[tag] = value
        at += _HEAD + int(length)
    return fields


def check_end(text: str) -> str:
    """Give the check of a code after comparing it; small letters are taken as well.

    Raises: QrIsBroken, QrChecksumDiffers
    """
    if len(text) > LETTERS_MAX:
        raise QrIsBroken(problem=PROBLEMS["long"])
    body, found = text[:-4], text[-4:]
    if not body.endswith(_CHECK_HEAD):
        raise QrIsBroken(problem=PROBLEMS["end"])
    wanted = crc_16(body)
    if found.upper() != wanted:
        raise QrChecksumDiffers(found=found, wanted=wanted)
    return wanted


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
