"""What a batch of documents of trade answers: what became of each."""

from ecoop.kernel.batches import DOCUMENTS_MAX, CursorWanted, Exact, OutcomesOut, tell_outcomes, write_exact

__all__ = ["DOCUMENTS_MAX", "LINES_MAX", "CursorWanted", "Exact", "OutcomesOut", "tell_outcomes", "write_exact"]

LINES_MAX = 100
