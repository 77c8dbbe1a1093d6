"""Originals kept with a voucher: which files are papers, and how large they may be."""

from ecoop.kernel.originals import read_media_type
from ecoop.vouchers.errors import AttachmentIsNoPaper, AttachmentIsTooLarge

MEGABYTE = 1024 * 1024
MEGABYTES_MAX = 5
ATTACHMENTS_MAX = 20
# An e-invoice may come as its XML.
_XML, _XML_BEGINNINGS = "application/xml", (b"<?xml", b"\xef\xbb\xbf<?xml")


def media_type_of(*, name: str, content: bytes) -> str:
    """Tell what kind of paper a file is.

    Raises: AttachmentIsTooLarge, AttachmentIsNoPaper
    """
    if not content or len(content) > MEGABYTES_MAX * MEGABYTE:
        raise AttachmentIsTooLarge(name=name[:80], megabytes_max=MEGABYTES_MAX)
    media_type = _XML if content.startswith(_XML_BEGINNINGS) else read_media_type(content=content)
    if media_type is None:
        raise AttachmentIsNoPaper(name=name[:80])
    return media_type
