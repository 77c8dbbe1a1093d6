"""What lists say: kinds, columns, documents; no database, clock, settings or files."""

from ecoop.intake.calc.columns import (
    ROW_KEY,
    Columns,
    ListField,
    ListKind,
    Problem,
    read_cell,
    read_row,
)
from ecoop.intake.calc.documents import (
    STEP_ROWS,
    Plan,
    ReadDocument,
    is_passed_over,
    plan_steps,
    read_documents,
    row_key,
    rows_of_step,
)
from ecoop.intake.calc.headers import (
    OUR_KEY,
    OURS,
    Header,
    column_at,
    column_letter,
    find_header,
    guess_columns,
    read_header,
    suggest_columns,
    with_row_key,
)
from ecoop.intake.calc.kinds import KINDS, kind_of
from ecoop.intake.calc.template import draft_template

__all__ = [
    "KINDS",
    "OURS",
    "OUR_KEY",
    "ROW_KEY",
    "STEP_ROWS",
    "Columns",
    "Header",
    "ListField",
    "ListKind",
    "Plan",
    "Problem",
    "ReadDocument",
    "column_at",
    "column_letter",
    "draft_template",
    "find_header",
    "guess_columns",
    "is_passed_over",
    "kind_of",
    "plan_steps",
    "read_cell",
    "read_documents",
    "read_header",
    "read_row",
    "row_key",
    "rows_of_step",
    "suggest_columns",
    "with_row_key",
]
