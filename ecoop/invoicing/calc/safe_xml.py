"""Open bytes from a stranger as XML: no entities, no network, bounded in size and depth."""

from lxml import etree

from ecoop.invoicing.errors import FileHasDoctype, FileIsEmpty, FileIsNotXml, FileIsTooDeep, FileIsTooLarge

# Limits of the message format (Decision 1271, part on messages) and of good sense; they are bounds of a parser, not law
# that anybody is taxed by. Real invoices nest eleven deep with their signatures.
BYTES_MAX = 2 * 1024 * 1024
DEPTH_MAX = 40


def parse_safely(data: bytes, *, name: str) -> etree._Element:
    """Return the root element of a file whose sender is not trusted.

    Raises: FileIsEmpty, FileIsTooLarge, FileHasDoctype, FileIsNotXml, FileIsTooDeep
    """
    if not data.strip():
        raise FileIsEmpty(name=name)
    if len(data) > BYTES_MAX:
        raise FileIsTooLarge(name=name, bytes=len(data), bytes_max=BYTES_MAX)
    # Comments go at once: they are never signed, and one inside a number would be read apart from what was signed.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        # A document type is refused before the parser may meet what it declares; UTF-16 hides it with zero bytes.
        if b"<!DOCTYPE" in data.replace(b"\x00", b"").upper():
            raise FileHasDoctype(name=name)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as broken:
        if "xcessive depth" in str(broken):
            raise FileIsTooDeep(name=name) from None
        raise FileIsNotXml(name=name, why=_first_words(str(broken))) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileHasDoctype(name=name)
    if _is_deeper(root, DEPTH_MAX):
        raise FileIsTooDeep(name=name)
    return root


def _is_deeper(root: etree._Element, levels: int) -> bool:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > levels:
            return True
    return False


def _first_words(text: str) -> str:
    # The parser repeats pieces of the file in its message; a stranger's text is kept short.
    return text.split("\n")[0][:120]
