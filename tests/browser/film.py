"""Films for a camera that is none: barcodes and squares drawn by hand, which Chromium shows as what it sees."""

from collections.abc import Sequence
from pathlib import Path

import segno

WIDTH, HEIGHT = 640, 480
_WHITE, _BLACK, _NO_COLOUR = 0xEB, 0x10, 0x80
_FRAMES = 4
# The seven modules of each left digit of odd parity; a right one is its opposite, a left even one the right reversed.
_LEFT = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
# Which of the six left digits have even parity says the first digit, which has no lines of its own.
_PARITIES = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]
Rows = Sequence[Sequence[bool]]


def barcode_of(digits: str) -> Rows:
    """Draw an EAN-13 as one row of dark and light modules, quiet zones included."""
    assert check_digit(digits[:12]) == digits[12], "the last digit of an EAN-13 follows from the others"
    left = [_left(each, how) for each, how in zip(digits[1:7], _PARITIES[int(digits[0])], strict=True)]
    right = [_turned(_LEFT[int(each)]) for each in digits[7:]]
    lines = "101" + "".join(left) + "01010" + "".join(right) + "101"
    return [[each == "1" for each in "0" * 11 + lines + "0" * 7]]


def check_digit(twelve: str) -> str:
    """Reckon the last digit: every second one counts three times, and the sum fills up to a whole ten."""
    weighed = sum(int(each) * (3 if place % 2 else 1) for place, each in enumerate(twelve))
    return str(-weighed % 10)


def square_of(text: str) -> Rows:
    """Draw a QR code with its quiet zone."""
    return [[bool(each) for each in row] for row in segno.make(text, error="m", micro=False).matrix_iter(border=4)]


def write_film(*, path: Path, rows: Rows, tall: int = 0) -> None:
    """Write a film in which a code is held still before the camera; `tall` is the height of a row that is a barcode."""
    scale = min(WIDTH // len(rows[0]), HEIGHT // max(len(rows), 1))
    drawn = [_stretched(row, scale) for row in rows for _each in range(tall or scale)]
    above = (HEIGHT - len(drawn)) // 2
    blank = bytes([_WHITE]) * WIDTH
    light = b"".join([blank] * above + drawn + [blank] * (HEIGHT - above - len(drawn)))
    frame = b"FRAME\n" + light + bytes([_NO_COLOUR]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * _FRAMES)


def _stretched(row: Sequence[bool], scale: int) -> bytes:
    inside = b"".join(bytes([_BLACK if dark else _WHITE]) * scale for dark in row)
    before = (WIDTH - len(inside)) // 2
    return bytes([_WHITE]) * before + inside + bytes([_WHITE]) * (WIDTH - before - len(inside))


def _left(digit: str, how: str) -> str:
    odd = _LEFT[int(digit)]
    return odd if how == "L" else _turned(odd)[::-1]


def _turned(modules: str) -> str:
    return "".join("1" if each == "0" else "0" for each in modules)
