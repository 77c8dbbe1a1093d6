"""The press: a process of its own that sets one paper and ends, so that its memory and its time have bounds.

It is started by path and imports nothing of the house. Standard input carries one line of JSON (what to do) and then
the files, each as long as that line says; standard output carries the PDF.
"""

import datetime
import json
import sys
from typing import IO, Any

import typst

try:
    import resource
except ImportError:  # Windows has no such module.
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024


def main() -> None:
    """Set the paper that stands on the standard input."""
    order = json.loads(sys.stdin.buffer.readline())
    bound_memory(order["memory_mb_max"])
    files = read_files(stream=sys.stdin.buffer, sizes=order["files"])
    try:
        paper = set_paper(order=order, files=files)
    except typst.TypstError as wrong:
        sys.exit(f"{wrong.message}\n{wrong.diagnostic}")
    sys.stdout.buffer.write(paper)


def read_files(*, stream: IO[bytes], sizes: dict[str, int]) -> dict[str, bytes]:
    """Read the files that follow the order, in its order."""
    return {name: stream.read(size) for name, size in sizes.items()}


def set_paper(*, order: dict[str, Any], files: dict[str, bytes]) -> bytes:
    """Set the paper for archives; a letter that no font here has forbids that, and then it is a plain PDF."""
    try:
        return compile_files(order=order, files=files, standards=[order["standard"]])
    except typst.TypstError:
        return compile_files(order=order, files=files, standards=[])


def compile_files(*, order: dict[str, Any], files: dict[str, bytes], standards: list[str]) -> bytes:
    """Compile the files; they are all there is, so that no template reads anything of the disk or the network."""
    paper = typst.compile(  # type: ignore[call-overload]  # The stubs do not know that several files may be given.
        files,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=True),
        pdf_standards=standards,
        pdf_tags=order["is_tagged"],
        timestamp=datetime.datetime.fromisoformat(order["made_at"]),
    )
    assert isinstance(paper, bytes)
    return paper


def bound_memory(megabytes: int) -> None:
    """Ask the system to refuse more memory than a paper may need, where the system can."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))


if __name__ == "__main__":
    main()
