"""Check XML signatures for real: what they cover, whether it is unchanged, and how strong they are.

Law:    Decision 1271/QĐ-CT part on signatures; XML Signature of the W3C
Three states: intact, broken, cannot_check. SHA-1 and short keys are still normal among sellers; they are called weak.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

from ecoop.invoicing.calc.invoice import SignatureRead
from ecoop.kernel.dates import VIETNAM

DS = "{http://www.w3.org/2000/09/xmldsig#}"
_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
# Algorithm address -> exclusive or not. The parser drops comments, which a reference by id leaves out in any case.
_CANONICAL = {
    _C14N: False,
    _C14N + "#WithComments": False,
    _EXCLUSIVE: True,
    _EXCLUSIVE + "WithComments": True,
}
_DIGESTS = {
    "http://www.w3.org/2000/09/xmldsig#sha1": "sha1",
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_METHODS: dict[str, tuple[str, hashes.HashAlgorithm]] = {
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1": ("rsa", hashes.SHA1()),  # noqa: S303  checked, and called weak
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": ("rsa", hashes.SHA256()),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": ("rsa", hashes.SHA384()),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": ("rsa", hashes.SHA512()),
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256": ("ec", hashes.SHA256()),
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384": ("ec", hashes.SHA384()),
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512": ("ec", hashes.SHA512()),
}
_RSA_BITS_STRONG = 2048
# A hostile file may ask for the same two megabytes to be digested ten thousand times; honest ones need a few copies.
_REFERENCES_MAX = 8
_CANONICAL_BYTES_MAX = 64 * 1024 * 1024
_SIGNER_OF_PLACE = {"NBan": "seller", "NMua": "buyer", "CQT": "authority", "CKSNNT": "message", "NNT": "message"}
_INVOICE_ROOTS = ("DLHDon", "HDon", "{http://laphoadon.gdt.gov.vn/2014/09/invoicexml/v1}invoice")


class _CannotCheckError(Exception):
    """The signature uses what we do not know; its message is a key of errors.UNCHECKED."""


class _BrokenError(Exception):
    """The signature does not fit what it claims to sign."""


def check_signatures(root: etree._Element) -> list[tuple[etree._Element, SignatureRead]]:
    """Check every signature below an element and return each with what it covers, in document order."""
    found = list(root.iter(f"{DS}Signature"))
    if not found:
        return []
    document = _Document(ids=_elements_by_id(root))
    return [(signature, _check_one(signature, document)) for signature in found]


@dataclass
class _Document:
    """What the signatures of one file share: its elements by id, and how much may still be digested."""

    ids: dict[str, list[etree._Element]]
    bytes_left: int = _CANONICAL_BYTES_MAX

    def spend(self, data: bytes) -> bytes:
        self.bytes_left -= len(data)
        if self.bytes_left < 0:
            raise _CannotCheckError("structure")
        return data


def _check_one(signature: etree._Element, document: _Document) -> SignatureRead:
    by = _signer_of(signature)
    certificate = _certificate(signature)
    key = certificate.public_key() if certificate else None
    signed_at = signature.findtext(".//{*}SigningTime") or ""
    weak, state, why, covers = _is_weak(signature, key), "intact", "", frozenset[str]()
    try:
        # Digests first: a changed text is broken whoever signed it, even when the certificate was cut out.
        covers = _check_references(signature, document)
        if key is None:
            raise _CannotCheckError("no-certificate")
        _check_value(signature, key)
    except _CannotCheckError as unknown:
        state, why = "cannot_check", str(unknown)
    except _BrokenError:
        state = "broken"
    return SignatureRead(
        by=by,
        state=state,
        weak=weak,
        signer=_common_name(certificate),
        signed_at=signed_at.strip(),
        covers=covers,
        why=why,
        in_date=_is_in_date(certificate, signed_at.strip()),
    )


def _check_references(signature: etree._Element, document: _Document) -> frozenset[str]:
    """Check each digest and return the paths of the elements signed."""
    references = signature.findall(f"{DS}SignedInfo/{DS}Reference")
    if not 0 < len(references) <= _REFERENCES_MAX or document.bytes_left < 0:
        raise _CannotCheckError("structure")
    covers = set()
    for reference in references:
        target = _target(reference.get("URI"), signature, document.ids)
        digest = _DIGESTS.get(_algorithm(reference, "DigestMethod"))
        if digest is None:
            raise _CannotCheckError("algorithm")
        said = _decoded(reference.findtext(f"{DS}DigestValue"))
        is_true = hashlib.new(digest, document.spend(_transformed(target, signature, reference))).digest()
        if not hmac.compare_digest(said, is_true):
            raise _BrokenError
        covers.add(target.getroottree().getpath(target))
    return frozenset(covers)


def _target(uri: str | None, signature: etree._Element, ids: dict[str, list[etree._Element]]) -> etree._Element:
    if uri == "":
        return signature.getroottree().getroot()
    if uri is None or not uri.startswith("#"):
        # Nothing is ever fetched from elsewhere.
        raise _CannotCheckError("structure")
    same = ids.get(uri[1:], [])
    if len(same) != 1:
        # Missing: what was signed is gone. Twice: nobody can say which one was signed.
        raise _BrokenError
    return same[0]


def _transformed(target: etree._Element, signature: etree._Element, reference: etree._Element) -> bytes:
    exclusive = False
    copy = _fresh(target)
    for transform in reference.findall(f"{DS}Transforms/{DS}Transform"):
        algorithm = transform.get("Algorithm", "")
        if algorithm == _ENVELOPED:
            _drop_signature(copy, target, signature)
        elif algorithm in _CANONICAL:
            exclusive = _CANONICAL[algorithm]
        else:
            raise _CannotCheckError("algorithm")
        if len(transform):
            # Transforms with parameters (prefix lists, XPath) are not used by anybody the law knows.
            raise _CannotCheckError("algorithm")
    return _canonical(copy, exclusive=exclusive)


def _drop_signature(copy: etree._Element, target: etree._Element, signature: etree._Element) -> None:
    """Take the signature out of the copy of its target, and leave the text after it where it was."""
    steps = []
    place = signature
    while place is not target:
        parent = place.getparent()
        if parent is None:
            return
        steps.append(parent.index(place))
        place = parent
    inner = copy
    for step in reversed(steps[1:]):
        inner = inner[step]
    gone = inner[steps[0]]
    before = gone.getprevious()
    if gone.tail and before is not None:
        before.tail = (before.tail or "") + gone.tail
    elif gone.tail:
        inner.text = (inner.text or "") + gone.tail
    inner.remove(gone)


def _check_value(signature: etree._Element, key: object) -> None:
    signed_info = signature.find(f"{DS}SignedInfo")
    if signed_info is None:
        raise _CannotCheckError("structure")
    canonical = _CANONICAL.get(_algorithm(signed_info, "CanonicalizationMethod"))
    method = _METHODS.get(_algorithm(signed_info, "SignatureMethod"))
    if canonical is None or method is None:
        raise _CannotCheckError("algorithm")
    data = _canonical(_fresh(signed_info), exclusive=canonical)
    value = _decoded(signature.findtext(f"{DS}SignatureValue"))
    kind, digest = method
    try:
        if kind == "rsa" and isinstance(key, rsa.RSAPublicKey):
            key.verify(value, data, padding.PKCS1v15(), digest)
        elif kind == "ec" and isinstance(key, ec.EllipticCurvePublicKey):
            half = len(value) >> 1
            pair = (int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
            key.verify(encode_dss_signature(*pair), data, ec.ECDSA(digest))
        else:
            raise _CannotCheckError("algorithm")
    except InvalidSignature:
        raise _BrokenError from None
    except (UnsupportedAlgorithm, ValueError):
        raise _CannotCheckError("algorithm") from None


def _fresh(element: etree._Element) -> etree._Element:
    # Canonicalising a part of a tree puts stray xmlns="" on what lies below a Signature (seen with libxml2 2.14); a
    # part that is written out and read again has its own root and namespaces, and canonicalises as the W3C says.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(etree.tostring(element, with_tail=False), parser)


def _canonical(element: etree._Element, *, exclusive: bool) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=exclusive, with_comments=False)


def _elements_by_id(root: etree._Element) -> dict[str, list[etree._Element]]:
    ids: dict[str, list[etree._Element]] = {}
    for element in root.getroottree().getroot().iter(etree.Element):
        for name in {"Id", "id", "ID"} & set(element.keys()):
            ids.setdefault(element.get(name, ""), []).append(element)
    return ids


def _algorithm(parent: etree._Element, tag: str) -> str:
    found = parent.find(f"{DS}{tag}")
    return found.get("Algorithm", "") if found is not None else ""


def _decoded(text: str | None) -> bytes:
    try:
        return base64.b64decode("".join((text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        raise _BrokenError from None


def _signer_of(signature: etree._Element) -> str:
    parent = signature.getparent()
    if parent is None:
        return "other"
    return _SIGNER_OF_PLACE.get(etree.QName(parent).localname, "seller" if parent.tag in _INVOICE_ROOTS else "other")


def _certificates(signature: etree._Element) -> Iterable[x509.Certificate]:
    for text in signature.findall(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate"):
        try:
            certificate = x509.load_der_x509_certificate(_decoded(text.text))
            # The library reads names and key only when asked; what cannot be read is no certificate.
            certificate.public_key(), certificate.subject, certificate.issuer
        except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion, _BrokenError):
            continue
        yield certificate


def _certificate(signature: etree._Element) -> x509.Certificate | None:
    certificates = list(_certificates(signature))
    for certificate in certificates:
        # Some signers put the chain in; the signer is the one who issued none of the others.
        if not any(other.issuer == certificate.subject and other is not certificate for other in certificates):
            return certificate
    return certificates[0] if certificates else None


def _common_name(certificate: x509.Certificate | None) -> str:
    if certificate is None:
        return ""
    try:
        names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return str(names[0].value) if names else certificate.subject.rfc4514_string()
    except ValueError:
        return ""


def _is_weak(signature: etree._Element, key: object) -> bool:
    # A digest over the signature's own object holds the hour of signing and says nothing about the invoice.
    own = {f"#{place.get('Id') or place.get('id')}" for place in signature.iter(f"{DS}Object")}
    references = [each for each in signature.iter(f"{DS}Reference") if each.get("URI") not in own]
    algorithms = [_algorithm(reference, "DigestMethod") for reference in references]
    algorithms += [method.get("Algorithm", "") for method in signature.iter(f"{DS}SignatureMethod")]
    short = isinstance(key, rsa.RSAPublicKey) and key.key_size < _RSA_BITS_STRONG
    return short or any(algorithm.endswith("sha1") for algorithm in algorithms)


def _is_in_date(certificate: x509.Certificate | None, signed_at: str) -> bool:
    """Judge the certificate at the moment of signing, which is written in Vietnam's time without an offset."""
    try:
        moment = datetime.fromisoformat(signed_at)
    except ValueError:
        return True
    if certificate is None:
        return True
    moment = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    try:
        return certificate.not_valid_before_utc <= moment.astimezone(UTC) <= certificate.not_valid_after_utc
    except OverflowError:
        # The first and the last day of the calendar have no neighbour in another time zone.
        return False
