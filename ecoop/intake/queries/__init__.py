"""Reads: lists as they came, how they would be read, how far they have come in, what was refused."""

from ecoop.intake.queries.lists import (
    PAGE_ROWS,
    FileFacts,
    ImportFacts,
    ImportPage,
    RefusedFacts,
    SheetFacts,
    find_file_id,
    find_remembered,
    get_content,
    get_file,
    get_import,
    list_imports,
    list_refused,
    pack_rows,
    read_rows,
    stream_refused_rows,
    stream_rows,
)
from ecoop.intake.queries.look import Look, look_at_list, map_products
from ecoop.intake.queries.refused import draft_refused_sheet

__all__ = [
    "PAGE_ROWS",
    "FileFacts",
    "ImportFacts",
    "ImportPage",
    "Look",
    "RefusedFacts",
    "SheetFacts",
    "draft_refused_sheet",
    "find_file_id",
    "find_remembered",
    "get_content",
    "get_file",
    "get_import",
    "list_imports",
    "list_refused",
    "look_at_list",
    "map_products",
    "pack_rows",
    "read_rows",
    "stream_refused_rows",
    "stream_rows",
]
