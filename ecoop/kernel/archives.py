"""An archive made while it is sent, so that hundreds of files need no more memory than one."""

import zipfile
from collections.abc import Iterable, Iterator


class _Outbox:
    """A file that cannot go back: what is written waits here until it is fetched."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take what the archive writes."""
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: everything is fetched between two files."""

    def fetch(self) -> bytes:
        """Give what was written since the last time."""
        given = b"".join(self._waiting)
        self._waiting.clear()
        return given


def zip_of(*, files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Write files into an archive, one after the other.

    Shape: `files` are names and contents; the pieces together are one zip file
    """
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, content in files:
            archive.writestr(name, content)
            yield outbox.fetch()
    yield outbox.fetch()
