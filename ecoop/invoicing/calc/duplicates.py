"""Find the same invoice twice in one batch."""

from collections.abc import Iterable, Iterator

from ecoop.invoicing.calc.invoice import InvoiceRead, InvoiceRefused, Problem


def mark_duplicates(results: Iterable[InvoiceRead | InvoiceRefused]) -> Iterator[InvoiceRead | InvoiceRefused]:
    """Pass results on, and say of each invoice seen before where it stood first.

    Memory grows with the number of invoices by their keys only.
    """
    seen: dict[tuple[str, str, str, int], str] = {}
    for result in results:
        if isinstance(result, InvoiceRead) and result.key in seen:
            yield result.with_problems(Problem("duplicate", {"other": seen[result.key]}))
            continue
        if isinstance(result, InvoiceRead):
            seen[result.key] = result.file
        yield result
