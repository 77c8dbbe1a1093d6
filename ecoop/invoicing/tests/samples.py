"""Write and sign small e-invoices at 2.1.0 with a throwaway key, so that the tests need nobody's real papers."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from ecoop.kernel.dong import Dong
from ecoop.kernel.words import vnd_in_words

_DS = "http://www.w3.org/2000/09/xmldsig#"
_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_ENVELOPED = f"{_DS}enveloped-signature"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"


@dataclass(frozen=True)
class SampleLine:
    """One line to write: what, how many, at which price, and the VAT rate on a VAT invoice."""

    name: str
    quantity: Decimal
    unit_price: Decimal
    unit: str = "kg"
    vat_rate: str = ""
    kind: str = "1"


@dataclass(frozen=True)
class SampleInvoice:
    """One invoice to write; the defaults are a household's sale of noodles to a shop."""

    number: int
    issued_on: date
    lines: Sequence[SampleLine]
    form: str = "2"
    series: str = "TAA"
    seller_tax_code: str = "001085012345"
    seller_name: str = "Hộ kinh doanh bún khô Năm Lành"
    seller_address: str = "Thôn Đông, xã Mẫu, tỉnh Mẫu"
    buyer_tax_code: str = ""
    buyer_name: str = "Bán cho người tiêu dùng"
    payment: str = "Tiền mặt/Chuyển khoản"
    adjusts: dict[str, str] = field(default_factory=dict)
    cash_register_code: str = ""
    is_coded: bool = True
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def symbol(self) -> str:
        """Build the symbol from the year of the day and the series."""
        return f"C{self.issued_on.year % 100:02d}{self.series}"

    @property
    def code(self) -> str:
        """Make up the code: a cash register's by its pattern, else one as the authority gives."""
        if self.cash_register_code or not self.is_coded:
            return self.cash_register_code
        if self.series.startswith("M"):
            return f"M{self.form}-{self.issued_on.year % 100:02d}-A1B2C-{self.number:011d}"
        return f"00{self.number:032X}"


Signer = tuple[rsa.RSAPrivateKey, x509.Certificate]
_UID = x509.ObjectIdentifier("0.9.2342.19200300.100.1.1")
AUTHORITY_SUBJECT = (("C", "VN"), ("L", "Hà Nội"), ("O", "BỘ TÀI CHÍNH"), ("CN", "CỤC THUẾ"))
AUTHORITY_ISSUER = (("C", "VN"), ("O", "Ban Cơ yếu Chính phủ"), ("CN", "CA phục vụ các cơ quan Nhà nước G2"))
_NAMES = {
    "C": x509.NameOID.COUNTRY_NAME,
    "L": x509.NameOID.LOCALITY_NAME,
    "O": x509.NameOID.ORGANIZATION_NAME,
    "CN": x509.NameOID.COMMON_NAME,
    "UID": _UID,
}


@cache
def throwaway_key(bits: int = 2048) -> Signer:
    """Make a key and a certificate that live as long as this process."""
    return make_signer((("CN", "Chữ ký thử nghiệm"),), bits=bits)


@cache
def authority_key() -> Signer:
    """Make a key whose certificate bears the authority's names, as anybody could."""
    return make_signer(AUTHORITY_SUBJECT, issuer=AUTHORITY_ISSUER)


@cache
def make_signer(
    subject: tuple[tuple[str, str], ...],
    *,
    issuer: tuple[tuple[str, str], ...] = (),
    bits: int = 2048,
    years: int = 20,
) -> Signer:
    """Make a key and a certificate with these names, valid from 2020 for so many years."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name, by = (x509.Name([x509.NameAttribute(_NAMES[k], v) for k, v in n]) for n in (subject, issuer or subject))
    day = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(by).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(day).not_valid_after(day + timedelta(days=365 * years))
    return key, builder.sign(key, hashes.SHA256())


def write_invoice(
    sample: SampleInvoice,
    *,
    signed: bool = True,
    bits: int = 2048,
    signer: Signer | None = None,
    authority: Signer | None = None,
) -> bytes:
    """Write one invoice as a file with the root HDon."""
    root = invoice_element(sample, signed=signed, bits=bits, signer=signer, authority=authority)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def write_message(samples: Sequence[SampleInvoice], *, kind: str = "206") -> bytes:
    """Write many invoices into one message; a cash register's bears one signature over them all."""
    root = etree.Element("TDiep")
    general = _block(root, "TTChung", PBan="2.1.0", MNGui="K0100109106", MNNhan="TCT", MLTDiep=kind)
    _put(general, "MTDiep", "K0100109106" + "0" * 31 + "1")
    _put(general, "SLuong", str(len(samples)))
    data = etree.SubElement(root, "DLieu", Id="DuLieu")
    for sample in samples:
        data.append(invoice_element(sample, signed=kind != "206"))
    if kind == "206":
        _sign(etree.SubElement(root, "CKSNNT"), ["DuLieu"], signer=throwaway_key(), on=samples[0].issued_on)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def invoice_element(
    sample: SampleInvoice,
    *,
    signed: bool,
    bits: int = 2048,
    signer: Signer | None = None,
    authority: Signer | None = None,
) -> etree._Element:
    """Build one HDon, signed by the seller and, where it has the authority's code, by the authority; or not."""
    root = etree.Element("HDon")
    body = etree.SubElement(root, "DLHDon", Id=f"_{sample.number}")
    _general(body, sample)
    content = etree.SubElement(body, "NDHDon")
    _block(content, "NBan", Ten=sample.seller_name, MST=sample.seller_tax_code, DChi=sample.seller_address)
    _block(content, "NMua", Ten=sample.buyer_name, MST=sample.buyer_tax_code)
    lines = etree.SubElement(content, "DSHHDVu")
    for count, line in enumerate(sample.lines, start=1):
        _line(lines, count, line)
    _totals(content, sample)
    if sample.code:
        etree.SubElement(root, "MCCQT", Id=f"M_{sample.number}").text = sample.code
    signatures = etree.SubElement(root, "DSCKS")
    seller = etree.SubElement(signatures, "NBan")
    if signed:
        _sign(seller, [f"_{sample.number}"], signer=signer or throwaway_key(bits), on=sample.issued_on)
    if signed and sample.code and not sample.series.startswith("M"):
        place, both = etree.SubElement(signatures, "CQT"), [f"_{sample.number}", f"M_{sample.number}"]
        _sign(place, both, signer=authority or authority_key(), on=sample.issued_on)
    return root


def _general(body: etree._Element, sample: SampleInvoice) -> None:
    general = _block(
        body,
        "TTChung",
        PBan="2.1.0",
        THDon="Hóa đơn bán hàng" if sample.form == "2" else "Hóa đơn giá trị gia tăng",
        KHMSHDon=sample.form,
        KHHDon=sample.symbol,
        SHDon=str(sample.number),
        NLap=sample.issued_on.isoformat(),
        DVTTe="VND",
        HTTToan=sample.payment,
        MSTTCGP="0100109106",
    )
    _put(general, "HDDCKPTQuan" if sample.form == "2" else "HDCTTChinh", "0")
    if sample.adjusts:
        _block(general, "TTHDLQuan", **sample.adjusts)
    for tag, value in sample.extra.items():
        _put(general, tag, value)


def _line(lines: etree._Element, place: int, line: SampleLine) -> None:
    _block(
        lines,
        "HHDVu",
        TChat=line.kind,
        STT=str(place),
        THHDVu=line.name,
        DVTinh=line.unit,
        SLuong=str(line.quantity),
        DGia=str(line.unit_price),
        ThTien=str(_amount(line)),
        TSuat=line.vat_rate,
    )


def _totals(content: etree._Element, sample: SampleInvoice) -> None:
    totals = etree.SubElement(content, "TToan")
    net = sum((_amount(line) for line in sample.lines), 0)
    vat = 0
    if sample.form == "1":
        by_rate: dict[str, int] = {}
        for line in sample.lines:
            by_rate[line.vat_rate] = by_rate.get(line.vat_rate, 0) + _amount(line)
        rates = etree.SubElement(totals, "THTTLTSuat")
        for rate, rate_net in by_rate.items():
            share = Decimal(rate.rstrip("%")).scaleb(-2) if rate.endswith("%") else Decimal(0)
            tax = int((rate_net * share).quantize(Decimal(1)))
            vat += tax
            _block(rates, "LTSuat", TSuat=rate, ThTien=str(rate_net), TThue=str(tax))
        _put(totals, "TgTCThue", str(net))
        _put(totals, "TgTThue", str(vat))
    _put(totals, "TgTTTBSo", str(net + vat))
    _put(totals, "TgTTTBChu", vnd_in_words(Dong(net + vat)))


def _amount(line: SampleLine) -> int:
    return int((line.quantity * line.unit_price).quantize(Decimal(1)))


def _block(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    block = etree.SubElement(parent, tag)
    for name, value in values.items():
        if value:
            _put(block, name, value)
    return block


def _put(parent: etree._Element, tag: str, value: str) -> None:
    etree.SubElement(parent, tag).text = value


def _sign(place: etree._Element, target_ids: Sequence[str], *, signer: Signer, on: date) -> None:
    """Sign the elements with these ids and the hour of signing, as the decision asks."""
    key, certificate = signer
    root, hour_id = place.getroottree().getroot(), f"SigningTime-{place.tag}-{target_ids[0]}"
    targets = [next(element for element in root.iter() if element.get("Id") == each) for each in target_ids]
    signature = etree.SubElement(place, f"{{{_DS}}}Signature", nsmap={None: _DS})
    info = etree.SubElement(signature, f"{{{_DS}}}SignedInfo")
    value = etree.SubElement(signature, f"{{{_DS}}}SignatureValue")
    data = etree.SubElement(etree.SubElement(signature, f"{{{_DS}}}KeyInfo"), f"{{{_DS}}}X509Data")
    etree.SubElement(data, f"{{{_DS}}}X509SubjectName").text = certificate.subject.rfc4514_string()
    encoded = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()
    etree.SubElement(data, f"{{{_DS}}}X509Certificate").text = encoded
    signing = etree.SubElement(signature, f"{{{_DS}}}Object", Id=hour_id)
    properties = etree.SubElement(signing, f"{{{_DS}}}SignatureProperties")
    hour = etree.SubElement(properties, f"{{{_DS}}}SignatureProperty", Target="")
    etree.SubElement(hour, f"{{{_DS}}}SigningTime").text = f"{on.isoformat()}T08:30:00"
    etree.SubElement(info, f"{{{_DS}}}CanonicalizationMethod", Algorithm=_C14N)
    etree.SubElement(info, f"{{{_DS}}}SignatureMethod", Algorithm=_RSA_SHA256)
    for uri, element in zip((*target_ids, hour_id), (*targets, signing), strict=True):
        reference = etree.SubElement(info, f"{{{_DS}}}Reference", URI=f"#{uri}")
        transforms = etree.SubElement(reference, f"{{{_DS}}}Transforms")
        etree.SubElement(transforms, f"{{{_DS}}}Transform", Algorithm=_ENVELOPED)
        etree.SubElement(reference, f"{{{_DS}}}DigestMethod", Algorithm=_SHA256)
        digest = base64.b64encode(hashlib.sha256(_canonical(element)).digest()).decode()
        etree.SubElement(reference, f"{{{_DS}}}DigestValue").text = digest
    value.text = base64.b64encode(key.sign(_canonical(info), padding.PKCS1v15(), hashes.SHA256())).decode()


def _canonical(element: etree._Element) -> bytes:
    fresh = etree.fromstring(etree.tostring(element, with_tail=False))
    return etree.tostring(fresh, method="c14n")
