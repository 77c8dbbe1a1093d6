"""Originals kept with a voucher: which files are papers, and how large they may be."""

from ecoop.vouchers.errors import AttachmentIsNoPaper, AttachmentIsTooLarge

MEGABYTE = 1024 * 1024
MEGABYTES_MAX = 5
ATTACHMENTS_MAX = 20
# What a file is stands in its first bytes; its name may say anything.
_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"<?xml", "application/xml"),
    (b"\xef\xbb\xbf<?xml", "application/xml"),
)


def media_type_of(*, name: str, content: bytes) -> str:
    """Tell what kind of paper a file is.

    Raises: AttachmentIsTooLarge, AttachmentIsNoPaper
    """
    if not content or len(content) > MEGABYTES_MAX * MEGABYTE:
        raise AttachmentIsTooLarge(name=name[:80], megabytes_max=MEGABYTES_MAX)
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    raise AttachmentIsNoPaper(name=name[:80])
