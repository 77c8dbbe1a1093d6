"""Tax codes: three shapes, and a check digit that warns."""

import pytest

from ecoop.kernel.errors import TaxCodeNotUnderstood
from ecoop.kernel.tax_codes import TaxCodeKind, read_tax_code


@pytest.mark.parametrize("text", ["0100109106", "0101243150", "0100686209", " 01 001 09106 ", "01.00.10.91.06"])
def test_codes_in_use_pass_without_warning(text: str) -> None:
    # The first three are codes of real enterprises; 0100109106 by pencil:
    # 0*31 + 1*29 + 0*23 + 0*19 + 1*17 + 0*13 + 9*7 + 1*5 + 0*3 = 114; 114 mod 11 = 4; 10 - 4 = 6.
    code = read_tax_code(text)
    assert code.kind is TaxCodeKind.ORGANISATION
    assert code.warnings == ()


def test_a_wrong_check_digit_warns_and_does_not_block() -> None:
    code = read_tax_code("0100109107")
    assert code.text == "0100109107"
    assert len(code.warnings) == 1
    assert "0100109107" in code.warnings[0]


def test_a_check_digit_of_ten_is_never_issued_so_it_warns() -> None:
    # 1*31 + 1*13 = 44, a multiple of 11: the digit would be 10.
    assert read_tax_code("1000010000").warnings


@pytest.mark.parametrize("text", ["0100109106-001", "0100109106001", "0100109106 - 001"])
def test_branches_are_stored_with_a_hyphen(text: str) -> None:
    code = read_tax_code(text)
    assert (code.kind, code.text, code.warnings) == (TaxCodeKind.BRANCH, "0100109106-001", ())


def test_a_personal_id_is_taken_whatever_its_province() -> None:
    code = read_tax_code("099 300 012345")
    assert (code.kind, code.text, code.warnings) == (TaxCodeKind.PERSON, "099300012345", ())


@pytest.mark.parametrize(
    "text", ["", "123", "01001091O6", "0100109106-000", "0100109106-01", "12345678901", "٠١٠٠١٠٩١٠٦"]
)
def test_other_shapes_are_refused(text: str) -> None:
    with pytest.raises(TaxCodeNotUnderstood):
        read_tax_code(text)
