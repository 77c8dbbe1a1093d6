"""Open bytes from a stranger as XML: no entities, no network, bounded in size, depth and oddity."""

import re

from lxml import etree

from ecoop.invoicing.errors import (
    FileHasDoctype,
    FileIsEmpty,
    FileIsNotXml,
    FileIsTooDeep,
    FileIsTooLarge,
    FileIsUnnatural,
)

# Limits of the message format (Decision 1271, part on messages) and of good sense; they are bounds of a parser, not law
# that anybody is taxed by. Real invoices nest eleven deep with their signatures.
BYTES_MAX = 2 * 1024 * 1024
DEPTH_MAX = 40
# Canonicalising sorts attributes and searches name spaces slowly; no element of an invoice has more than a few.
_ATTRIBUTES_MAX, _PREFIXES_MAX = 40, 40
_PREFIX = re.compile(rb"xmlns:([^\s=]{1,80})")
_ENCODINGS = re.compile(r"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|windows-125\d|cp125\d|iso-8859-\d{1,2}", re.IGNORECASE)
_UTF16_DECLARED = re.compile(rb"<\?xml[^>]{0,80}encoding=[\"']utf-?16", re.IGNORECASE)


def parse_safely(data: bytes, *, name: str) -> etree._Element:
    """Return the root element of a file whose sender is not trusted.

    Raises: FileIsEmpty, FileIsTooLarge, FileHasDoctype, FileIsNotXml, FileIsTooDeep, FileIsUnnatural
    """
    if len(data) > BYTES_MAX:
        raise FileIsTooLarge(name=name, bytes=len(data), bytes_max=BYTES_MAX)
    # Some programs put an empty line before the declaration; the parser would stop there.
    text = data.lstrip(b" \t\r\n")
    if not text.strip(b"\x00\xef\xbb\xbf\xff\xfe"):
        raise FileIsEmpty(name=name)
    # A document type is refused before the parser may meet what it declares; UTF-16 hides it with zero bytes.
    plain = text.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain.upper():
        raise FileHasDoctype(name=name)
    if len(set(_PREFIX.findall(plain))) > _PREFIXES_MAX:
        raise FileIsUnnatural(name=name)
    try:
        root = etree.fromstring(text, _parser(text))
    except (etree.XMLSyntaxError, ValueError, LookupError) as broken:
        if "xcessive depth" in str(broken):
            raise FileIsTooDeep(name=name) from None
        raise FileIsNotXml(name=name, why=_first_words(str(broken))) from None
    info = root.getroottree().docinfo
    if info.internalDTD is not None:
        raise FileHasDoctype(name=name)
    if not _ENCODINGS.fullmatch(info.encoding or "UTF-8"):
        raise FileIsNotXml(name=name, why=_first_words(info.encoding))
    _check_shape(root, name=name)
    return root


def _parser(text: bytes) -> etree.XMLParser:
    # Programs that keep their texts as UTF-16 declare it and then write UTF-8: what is written counts.
    is_mistaken = text.startswith(b"<?xml") and _UTF16_DECLARED.match(text) is not None
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        # Comments go at once: they are never signed, and one inside a number would be read apart from what was signed.
        remove_comments=True,
        encoding="utf-8" if is_mistaken else None,
    )


def _check_shape(root: etree._Element, *, name: str) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH_MAX:
            raise FileIsTooDeep(name=name)
        if event == "start" and len(element.attrib) > _ATTRIBUTES_MAX:
            raise FileIsUnnatural(name=name)


def _first_words(text: str) -> str:
    # The parser repeats pieces of the file in its message; a stranger's text is kept short.
    return text.split("\n")[0][:120]
