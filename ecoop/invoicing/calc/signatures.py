"""Check XML signatures for real: what they cover, whether it is unchanged, and how strong they are.

Law:    Decision 1271/QĐ-CT part on signatures; XML Signature of the W3C
Three states: intact, broken, cannot_check. SHA-1 and short keys are still normal among sellers; they are called weak.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

from ecoop.invoicing.calc.certificates import held_at, signing_certificate
from ecoop.invoicing.calc.invoice import SignatureRead

DS = "{http://www.w3.org/2000/09/xmldsig#}"
_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
# Algorithm address -> exclusive or not. The parser drops comments, which a reference by id leaves out in any case.
_CANONICAL = {
    _C14N: False,
    _C14N + "#WithComments": False,
    # The newer version differs in attributes of xml: only, which invoices have none of.
    "http://www.w3.org/2006/12/xml-c14n11": False,
    "http://www.w3.org/2006/12/xml-c14n11#WithComments": False,
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
_CANONICAL_BYTES_MAX = 16 * 1024 * 1024
_SIGNER_OF_PLACE = {"NBan": "seller", "NMua": "buyer", "CQT": "authority", "CKSNNT": "message", "NNT": "message"}
_INVOICE_ROOTS = ("DLHDon", "HDon", "{http://laphoadon.gdt.gov.vn/2014/09/invoicexml/v1}invoice")


class _CannotCheckError(Exception):
    """The signature uses what we do not know; its message is a key of errors.UNCHECKED."""


class _BrokenError(Exception):
    """The signature does not fit what it claims to sign."""


@dataclass(frozen=True)
class CheckedSignature:
    """A signature, where it stands, and the elements it covers."""

    place: etree._Element
    read: SignatureRead
    covers: tuple[etree._Element, ...] = ()

    def is_over(self, element: etree._Element) -> bool:
        """Tell whether an element was signed: itself, or as a part of something that was."""
        above = (element, *element.iterancestors())
        return any(target is each for target in self.covers for each in above)


def check_signatures(root: etree._Element) -> list[CheckedSignature]:
    """Check every signature below an element and return each with what it covers, in document order."""
    found = list(root.iter(f"{DS}Signature"))
    if not found:
        return []
    document = _Document(ids=_elements_by_id(root))
    return [_check_one(signature, document) for signature in found]


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


def _check_one(signature: etree._Element, document: _Document) -> CheckedSignature:
    texts = [each.text or "" for each in signature.iterfind(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate")]
    certificate = signing_certificate(texts)
    key = certificate.key if certificate else None
    signed_at = (signature.findtext(".//{*}SigningTime") or "").strip()
    state, why, covers = "intact", "", tuple[etree._Element, ...]()
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
    read = SignatureRead(
        by=_signer_of(signature),
        state=state,
        weak=_is_weak(signature, key),
        signer=certificate.signer if certificate else "",
        signed_at=signed_at[:40],
        why=why,
        in_date=held_at(certificate, signed_at=signed_at),
        tax_code=certificate.tax_code if certificate else "",
        subject=certificate.subject if certificate else "",
        issuer=certificate.issuer if certificate else "",
        fingerprint=certificate.fingerprint if certificate else "",
        is_of_list=next(signature.iterancestors("BKe"), None) is not None,
    )
    return CheckedSignature(signature, read, covers)


def _check_references(signature: etree._Element, document: _Document) -> tuple[etree._Element, ...]:
    """Check each digest and return the elements signed."""
    references = signature.findall(f"{DS}SignedInfo/{DS}Reference")
    if not 0 < len(references) <= _REFERENCES_MAX or document.bytes_left < 0:
        raise _CannotCheckError("structure")
    covers = []
    for reference in references:
        target = _target(reference.get("URI"), signature, document.ids)
        digest = _DIGESTS.get(_algorithm(reference, "DigestMethod"))
        if digest is None:
            raise _CannotCheckError("algorithm")
        said = _decoded(reference.findtext(f"{DS}DigestValue"))
        is_true = hashlib.new(digest, document.spend(_transformed(target, signature, reference))).digest()
        if not hmac.compare_digest(said, is_true):
            raise _BrokenError
        covers.append(target)
    return tuple(covers)


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


def _is_weak(signature: etree._Element, key: object) -> bool:
    # A digest over the signature's own object holds the hour of signing and says nothing about the invoice.
    own = {f"#{place.get('Id') or place.get('id')}" for place in signature.iter(f"{DS}Object")}
    references = [each for each in signature.iter(f"{DS}Reference") if each.get("URI") not in own]
    algorithms = [_algorithm(reference, "DigestMethod") for reference in references]
    algorithms += [method.get("Algorithm", "") for method in signature.iter(f"{DS}SignatureMethod")]
    short = isinstance(key, rsa.RSAPublicKey) and key.key_size < _RSA_BITS_STRONG
    return short or any(algorithm.endswith("sha1") for algorithm in algorithms)
