"""Amounts in words, against a pencil and against being read back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.words import vnd_in_words

BY_PENCIL = {
    0: "Không đồng",
    1: "Một đồng",
    4: "Bốn đồng",
    5: "Năm đồng",
    10: "Mười đồng",
    11: "Mười một đồng",
    14: "Mười bốn đồng",
    15: "Mười lăm đồng",
    20: "Hai mươi đồng",
    21: "Hai mươi mốt đồng",
    24: "Hai mươi tư đồng",
    25: "Hai mươi lăm đồng",
    55: "Năm mươi lăm đồng",
    100: "Một trăm đồng",
    101: "Một trăm linh một đồng",
    104: "Một trăm linh bốn đồng",
    105: "Một trăm linh năm đồng",
    110: "Một trăm mười đồng",
    115: "Một trăm mười lăm đồng",
    1_000: "Một nghìn đồng",
    1_001: "Một nghìn không trăm linh một đồng",
    1_010: "Một nghìn không trăm mười đồng",
    2_024: "Hai nghìn không trăm hai mươi tư đồng",
    21_000: "Hai mươi mốt nghìn đồng",
    24_000: "Hai mươi bốn nghìn đồng",
    15_000: "Mười lăm nghìn đồng",
    109_995: "Một trăm linh chín nghìn chín trăm chín mươi lăm đồng",
    259_200: "Hai trăm năm mươi chín nghìn hai trăm đồng",
    500_000: "Năm trăm nghìn đồng",
    1_000_000: "Một triệu đồng",
    1_000_001: "Một triệu không trăm linh một đồng",
    1_005_000: "Một triệu không trăm linh năm nghìn đồng",
    1_198_800: "Một triệu một trăm chín mươi tám nghìn tám trăm đồng",
    1_234_567: "Một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy đồng",
    3_050_000: "Ba triệu không trăm năm mươi nghìn đồng",
    55_620_000: "Năm mươi lăm triệu sáu trăm hai mươi nghìn đồng",
    1_000_000_000: "Một tỷ đồng",
    1_000_000_001: "Một tỷ không trăm linh một đồng",
    1_500_000_000: "Một tỷ năm trăm triệu đồng",
    21_044_000_034: "Hai mươi mốt tỷ không trăm bốn mươi bốn triệu không trăm ba mươi tư đồng",
    10**12: "Một nghìn tỷ đồng",
    1_250_000_000_000: "Một nghìn hai trăm năm mươi tỷ đồng",
    10**15: "Một triệu tỷ đồng",
    10**18: "Một tỷ tỷ đồng",
    10**18 + 5 * 10**9: "Một tỷ không trăm linh năm tỷ đồng",
    10**18 + 5: "Một tỷ tỷ không trăm linh năm đồng",
    -1: "Âm một đồng",
    -605_000: "Âm sáu trăm linh năm nghìn đồng",
}

DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6}
DIGITS |= {"bảy": 7, "tám": 8, "chín": 9}


@pytest.mark.parametrize("vnd", BY_PENCIL)
def test_words_are_those_of_the_pencil(vnd: int) -> None:
    assert vnd_in_words(Dong(vnd)) == BY_PENCIL[vnd]


@given(vnd=st.integers(min_value=-(10**18), max_value=10**18))
@example(10**18)
@example(10**9 + 24)
def test_words_read_back_are_the_amount(vnd: int) -> None:
    assert read_words(vnd_in_words(Dong(vnd))) == vnd


def read_words(text: str) -> int:
    """Read words back by adding up, a way that shares nothing with the writer."""
    words = text.lower().split()
    assert words.pop() == "đồng"
    sign = -1 if words[0] == "âm" else 1
    total = block = group = 0
    for word in words[sign < 0 :]:
        if word == "tỷ":
            total, block, group = (total + block + group) * 10**9, 0, 0
        elif word in ("triệu", "nghìn"):
            block, group = block + group * {"triệu": 10**6, "nghìn": 10**3}[word], 0
        elif word in ("trăm", "mươi"):
            # The digit before stands in the ones so far: lift it to its place.
            digit = group % 10
            group += digit * ({"trăm": 100, "mươi": 10}[word] - 1)
        elif word != "linh":
            group += 10 if word == "mười" else DIGITS[word]
    return sign * (total + block + group)
