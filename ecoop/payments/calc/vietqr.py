"""VietQR: the codes with which people pay into an account, by the format of NAPAS on the ground of EMVCo."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

from ecoop.kernel.dong import Dong
from ecoop.payments.calc.tlv import CHECK, check_end, read_fields, sign, write_fields
from ecoop.payments.calc.words import CANNOT, PROBLEMS
from ecoop.payments.errors import QrCannotBeMade, QrIsBroken

GUID = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
STATIC, DYNAMIC = "11", "12"
# Fields of the format.
_FORMAT, _METHOD, _VIETQR, _CURRENCY, _AMOUNT, _COUNTRY, _MORE = "00", "01", "38", "53", "54", "58", "62"
_SHOP_NAME, _CITY = "59", "60"
_INVOICE, _REFERENCE, _PURPOSE = "01", "05", "08"
_VERSION, _DONG, _VIETNAM = "01", "704", "VN"
PURPOSE_MAX = _INVOICE_MAX = 25
# Schemes other than VietQR that stand on shop counters, by the name under which they are registered.
SCHEMES = {"A000000775": "VNPAY-QR", "vn.airpay.www": "AirPay"}
_OF_OTHERS = [f"{tag:02}" for tag in range(2, 52)]
_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,19}", re.ASCII)
_BIN = re.compile(r"\d{6}", re.ASCII)
_WORD = re.compile(r"[0-9A-Za-z./_-]{1,25}", re.ASCII)
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z ./_-]+", re.ASCII)
_AMOUNT_LETTERS_MAX = 13


@dataclass(frozen=True)
class PaymentCode:
    """What a code asks for: into which account, how much, and with which words."""

    bank_bin: str
    account: str
    amount_vnd: Dong | None = None
    purpose: str = ""
    invoice_number: str = ""
    reference_label: str = ""
    service: str = TO_ACCOUNT


@dataclass(frozen=True)
class CodeRead:
    """What a code says; of a scheme other than VietQR only what all schemes share."""

    scheme: str
    init_method: str
    bank_bin: str
    account: str
    service: str
    amount_vnd: Dong | None
    purpose: str
    invoice_number: str
    reference_label: str
    guid: str
    seller_name: str
    city: str
    crc: str

    @property
    def is_vietqr(self) -> bool:
        """Say whether it pays into a bank account."""
        return self.scheme == "VietQR"

    def as_dict(self) -> dict[str, object]:
        """Give it to a program; `amount` is in đồng, None where the payer types it."""
        said = asdict(self)
        # Programs know these by the names that the standard gives them.
        named = {"amount": said.pop("amount_vnd"), "bill_number": said.pop("invoice_number")}
        return {**said, **named, "currency": "VND", "crc_valid": True, "is_vietqr": self.is_vietqr}


def make_code(*, code: PaymentCode, most_vnd: Dong) -> str:
    """Write the text of a code; with an amount it is for one payment, without one it may hang on the wall.

    Raises: QrCannotBeMade
    """
    if not _BIN.fullmatch(code.bank_bin) or not _ACCOUNT.fullmatch(code.account):
        raise QrCannotBeMade(problem=CANNOT["account"])
    if code.amount_vnd is not None and not 0 < code.amount_vnd <= most_vnd:
        raise QrCannotBeMade(problem=CANNOT["amount"])
    purpose = plain(code.purpose)
    if len(purpose) > PURPOSE_MAX or bool(purpose) != bool(code.purpose.strip()):
        raise QrCannotBeMade(problem=CANNOT["purpose"])
    if any(word and not _WORD.fullmatch(word) for word in (code.invoice_number, code.reference_label)):
        raise QrCannotBeMade(problem=CANNOT["bill"])
    account = write_fields([("00", code.bank_bin), ("01", code.account)])
    more = [(_INVOICE, code.invoice_number), (_REFERENCE, code.reference_label), (_PURPOSE, purpose)]
    fields = [
        (_FORMAT, _VERSION),
        (_METHOD, STATIC if code.amount_vnd is None else DYNAMIC),
        (_VIETQR, write_fields([("00", GUID), ("01", account), ("02", code.service)])),
        (_CURRENCY, _DONG),
        (_AMOUNT, "" if code.amount_vnd is None else str(code.amount_vnd)),
        (_COUNTRY, _VIETNAM),
        (_MORE, write_fields([(tag, value) for tag, value in more if value])),
    ]
    return sign(write_fields([(tag, value) for tag, value in fields if value]))


def read_code(*, text: str) -> CodeRead:
    """Read the text of a code; other schemes are recognised, anything broken is refused.

    Raises: QrIsBroken, QrChecksumDiffers
    """
    text = text.strip()
    if not text:
        raise QrIsBroken(problem=PROBLEMS["empty"])
    crc = check_end(text)
    fields = read_fields(text)
    if next(iter(fields)) != _FORMAT or fields[_FORMAT] != _VERSION or list(fields)[-1] != CHECK:
        raise QrIsBroken(problem=PROBLEMS["start"])
    guid, scheme = _scheme(fields)
    bank_bin, account, service = _account(fields[_VIETQR]) if guid == GUID else ("", "", "")
    more = read_fields(fields.get(_MORE, ""))
    return CodeRead(
        scheme=scheme,
        init_method=fields.get(_METHOD, ""),
        bank_bin=bank_bin,
        account=account,
        service=service,
        amount_vnd=_amount(fields),
        purpose=more.get(_PURPOSE, ""),
        invoice_number=more.get(_INVOICE, ""),
        reference_label=more.get(_REFERENCE, ""),
        guid=guid,
        seller_name=fields.get(_SHOP_NAME, ""),
        city=fields.get(_CITY, ""),
        crc=crc,
    )


def plain(text: str) -> str:
    """Write words as every bank returns them: letters without accents, digits, spaces and a few marks."""
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(_NOT_PLAIN.sub(" ", bare).split())


def _scheme(fields: Mapping[str, str]) -> tuple[str, str]:
    """Tell which scheme a code is of: by the name registered inside, wherever schemes may stand."""
    if _VIETQR in fields and read_fields(fields[_VIETQR]).get("00") == GUID:
        return GUID, "VietQR"
    for tag in _OF_OTHERS:
        guid = read_fields(fields[tag]).get("00", "") if tag in fields and int(tag) > 25 else ""
        if guid:
            return guid, SCHEMES.get(guid, "EMVCo")
    if not any(tag in fields for tag in _OF_OTHERS):
        raise QrIsBroken(problem=PROBLEMS["account"])
    return "", "EMVCo"


def _account(field: str) -> tuple[str, str, str]:
    inside = read_fields(field)
    where = read_fields(inside.get("01", ""))
    bank_bin, account, service = where.get("00", ""), where.get("01", ""), inside.get("02", "")
    if not _BIN.fullmatch(bank_bin) or not _ACCOUNT.fullmatch(account):
        raise QrIsBroken(problem=PROBLEMS["account"])
    if service not in (TO_ACCOUNT, TO_CARD):
        raise QrIsBroken(problem=PROBLEMS["service"])
    return bank_bin, account, service


def _amount(fields: Mapping[str, str]) -> Dong | None:
    if fields.get(_CURRENCY, _DONG) != _DONG:
        raise QrIsBroken(problem=PROBLEMS["currency"])
    text = fields.get(_AMOUNT)
    if text is None:
        return None
    is_amount = re.fullmatch(r"\d+(?:\.\d*)?|\.\d+", text, re.ASCII) and len(text) <= _AMOUNT_LETTERS_MAX
    try:
        amount = Decimal(text) if is_amount else Decimal(-1)
    except InvalidOperation:
        amount = Decimal(-1)
    if amount <= 0 or amount != amount.to_integral_value():
        raise QrIsBroken(problem=PROBLEMS["amount"])
    return Dong(int(amount))
