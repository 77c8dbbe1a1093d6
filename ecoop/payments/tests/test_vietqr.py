"""Payment codes: what is made is read again, the vectors of others hold, and what is broken is refused."""

import csv
import json
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ecoop.kernel.dong import Dong
from ecoop.payments.calc.tlv import crc_16, read_fields, sign
from ecoop.payments.calc.vietqr import TO_ACCOUNT, TO_CARD, PaymentCode, make_code, plain, read_code
from ecoop.payments.errors import QrCannotBeMade, QrChecksumDiffers, QrIsBroken

MOST = Dong(499_999_999)
ROOT = Path(__file__).parents[3]
VECTORS = ROOT.parent / "shared" / "data" / "vietqr-vectors.csv"
# Official example of the format: the inner length says 12 where 13 letters stand, so that the account is unsure.
BROKEN_INSIDE = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5"
# The same with its length put right; its check is the pencil's.
MENDED = "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"

# A busy machine draws slowly; that says nothing about what is tested.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = some.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz./_-", min_size=1, max_size=25)
codes = some.builds(
    PaymentCode,
    bank_bin=some.text("0123456789", min_size=6, max_size=6),
    account=some.text("0123456789ABCXYZabz", min_size=1, max_size=19),
    amount_vnd=some.none() | some.integers(1, MOST).map(Dong),
    purpose=some.just("") | words,
    invoice_number=some.just("") | words,
    reference_label=some.just("") | words,
    service=some.sampled_from([TO_ACCOUNT, TO_CARD]),
)


def make(code: PaymentCode) -> str:
    return make_code(code=code, most_vnd=MOST)


@patient
@given(codes)
def test_what_is_made_is_read_again(code: PaymentCode) -> None:
    found = read_code(text=make(code))
    assert (
        PaymentCode(
            found.bank_bin,
            found.account,
            found.amount_vnd,
            found.purpose,
            found.invoice_number,
            found.reference_label,
            found.service,
        )
        == code
    )
    assert found.init_method == ("11" if code.amount_vnd is None else "12")


@patient
@given(codes, some.integers(0, 400), some.characters())
def test_no_changed_letter_passes_unseen(code: PaymentCode, at: int, letter: str) -> None:
    text = make(code)
    at %= len(text)
    changed = text[:at] + letter + text[at + 1 :]
    if changed.strip()[-4:].upper() != text[-4:].upper() or changed[:-4] != text[:-4]:
        with pytest.raises((QrIsBroken, QrChecksumDiffers)):
            read_code(text=changed)


@patient
@given(some.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for each in (text, sign("000201" + text)):
        with suppress(QrIsBroken, QrChecksumDiffers):
            read_code(text=each)


def test_the_check_is_the_one_of_the_standard() -> None:
    # The check value that every table of CRCs names for CRC-16/CCITT-FALSE.
    assert crc_16("123456789") == "29B1"


def test_a_mended_official_example_is_read_and_a_broken_one_refused() -> None:
    assert read_code(text=MENDED).account == "0011012345678"
    assert read_code(text=MENDED[:-4] + "9e6f").crc == "9E6F"
    with pytest.raises(QrIsBroken):
        read_code(text=BROKEN_INSIDE)


@pytest.mark.parametrize(
    "change",
    [
        {"account": "0" * 20},
        {"account": ""},
        {"account": "12 34"},
        {"bank_bin": "97043"},
        {"bank_bin": "٩٧٠٤٣٦"},
        {"amount_vnd": Dong(0)},
        {"amount_vnd": Dong(500_000_000)},
        {"purpose": "x" * 26},
        {"purpose": "شكرا"},
        {"invoice_number": "hai chữ"},
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, object]) -> None:
    given = {"bank_bin": "970436", "account": "0011", "amount_vnd": Dong(1), **change}
    with pytest.raises(QrCannotBeMade):
        make(PaymentCode(**given))


@pytest.mark.parametrize(
    "fields",
    [
        "01021138",
        "0002010102113857",
        "00020101021153037045802VN",
        "00020201021138540010A00000072701240006970423011000999999990208QRIBFTTA53037045802VN",
        "00020101021138540010A00000072701240006970423011000999999990208QRIBFTTA53038405802VN",
        "00020101021138540010A00000072701240006970423011000999999990208QRIBFTTA530370454041.505802VN",
        "00020101021138540010A00000072701240006970423011000999999990208QRIBFTTX53037045802VN",
        "00020100020138540010A00000072701240006970423011000999999990208QRIBFTTA53037045802VN",
    ],
)
def test_a_code_with_a_right_check_and_wrong_words_is_refused(fields: str) -> None:
    with pytest.raises(QrIsBroken):
        read_code(text=sign(fields))


def test_words_lose_their_accents_and_nothing_else() -> None:
    assert plain("Trả tiền  Đường #12, đã đủ!") == "Tra tien Duong 12 da du"
    assert read_fields("0002ab0103xyz") == {"00": "ab", "01": "xyz"}


def test_another_scheme_is_recognised() -> None:
    found = read_code(text=sign("00020101021126280010A0000007750110010531314453037045802VN5910CELLPHONES"))
    assert (found.scheme, found.is_vietqr, found.bank_bin, found.seller_name) == ("VNPAY-QR", False, "", "CELLPHONES")


def test_the_vectors_of_others() -> None:
    if not VECTORS.exists():
        pytest.skip(f"{VECTORS.name} is not beside this checkout")
    rows = list(csv.DictReader(VECTORS.open(encoding="utf-8")))
    assert len(rows) == 15
    for row in rows:
        if row["crc_valid"] == "no" or row["note"].startswith("official example"):
            with pytest.raises((QrIsBroken, QrChecksumDiffers)):
                read_code(text=row["payload"])
            continue
        found = read_code(text=row["payload"]).as_dict()
        told = ("account", "service", "purpose", "bill_number", "reference_label", "init_method", "crc", "bank_bin")
        assert {name: found[name] for name in told} == {name: row[name] for name in told}
        assert str(found["amount"] or "") == row["amount"]
        assert bool(found["is_vietqr"]) == bool(row["guid"])


def ask(*words: str) -> dict[str, object]:
    said = StringIO()
    call_command("qr", *words, "--json", stdout=said)
    answer: dict[str, object] = json.loads(said.getvalue())
    return answer


def test_the_command_makes_and_reads(tmp_path: Path) -> None:
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    given = ("--bank", "VCB", "--account", "0011 0044 5566 7", "--amount", "45.000", "--purpose", "Trả tiền chè")
    made = ask("make", *given, "--svg", str(svg), "--png", str(png))
    assert (made["bank_bin"], made["amount"], made["purpose"]) == ("970436", 45_000, "Tra tien che")
    assert made["init_method"] == "12"
    assert svg.read_text().startswith("<?xml")
    assert png.read_bytes().startswith(b"\x89PNG")
    read = ask("read", str(made["payload"]))
    assert (read["account"], read["bank_name"], read["amount"]) == ("0011004455667", "Vietcombank", 45_000)


def test_the_command_refuses_politely() -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("qr", "read", "abc", "--json", stdout=(said := StringIO()))
    assert ended.value.code == 2
    assert json.loads(said.getvalue())["refused"]["code"] == "payments.qr-is-broken"
