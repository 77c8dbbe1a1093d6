"""From which source the undivided common fund came, document by document: for the notes to the statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ecoop.kernel.dong import Dong
from ecoop.ledger.calc.document_moves import DocumentMove


@dataclass(frozen=True)
class SourceRow:
    """What of a fund came from one source: at the beginning, added, gone, at the end."""

    source: str
    opening_vnd: Dong
    increase_vnd: Dong
    decrease_vnd: Dong

    @property
    def closing_vnd(self) -> Dong:
        """Give what is left at the end."""
        return Dong(self.opening_vnd + self.increase_vnd - self.decrease_vnd)


def sum_by_source(
    *,
    moves: Iterable[DocumentMove],
    fund: Collection[str],
    rows: Sequence[Mapping[str, str]],
    rules: Mapping[UUID, Collection[str]],
) -> list[SourceRow]:
    """Sum what moved on a fund by its sources, as the table cooperative/undivided-fund-movements tells them.

    `fund` are the accounts of the fund that take postings, `rules` the posting rules of vouchers. What moves inside the
    fund keeps its source.

    Shape:  in the order of the table; the rows add up to the balances and movements of the fund as a whole
    """
    sums: dict[str, list[int]] = {}
    for move in moves:
        if move.debit in fund and move.credit in fund:
            continue
        is_in = move.credit in fund
        source = _source_of(move, move.debit if is_in else move.credit, rows, rules)
        opening, increase, decrease = sums.get(source, [0, 0, 0])
        if move.is_before:
            opening += move.amount_vnd if is_in else -move.amount_vnd
        elif is_in:
            increase += move.amount_vnd
        else:
            decrease += move.amount_vnd
        sums[source] = [opening, increase, decrease]
    order = dict.fromkeys(row["source"] for row in rows)
    return [SourceRow(source, *map(Dong, sums[source])) for source in order if any(sums.get(source, ()))]


def _source_of(
    move: DocumentMove, against: str, rows: Sequence[Mapping[str, str]], rules: Mapping[UUID, Collection[str]]
) -> str:
    return next(row["source"] for row in rows if _fits(row, move, against, rules.get(move.document_id, ())))


def _fits(row: Mapping[str, str], move: DocumentMove, against: str, rules: Collection[str]) -> bool:
    return (
        row["document"] in ("", move.document_kind)
        and (not row["rule"] or row["rule"] in rules)
        and (not row["against"] or against.startswith(tuple(row["against"].split())))
    )
