"""What distribution reads from outside: cases, the end of a year, payments, simulations."""

from ecoop.distribution.forms.year_end import Asked, ClosingForm, DecisionForm, UndoingForm, read_asked, read_case

__all__ = ["Asked", "ClosingForm", "DecisionForm", "UndoingForm", "read_asked", "read_case"]
