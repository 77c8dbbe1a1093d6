"""Read resolutions: what they say, what they were used for, whether they hold."""

from ecoop.resolutions.queries.matters import (
    find_tally,
    get_matter_on,
    label_body,
    label_matter,
    list_matters,
    number_sign,
    write_says,
)
from ecoop.resolutions.queries.resolutions import (
    PaperFacts,
    ResolutionFacts,
    UseFacts,
    find_paper,
    find_resolution_of,
    find_use,
    find_uses,
    get_resolution,
    list_choices,
    list_open_resolutions,
    list_papers,
    list_resolutions,
    map_resolutions,
)

__all__ = [
    "PaperFacts",
    "ResolutionFacts",
    "UseFacts",
    "find_paper",
    "find_resolution_of",
    "find_tally",
    "find_use",
    "find_uses",
    "get_matter_on",
    "get_resolution",
    "label_body",
    "label_matter",
    "list_choices",
    "list_matters",
    "list_open_resolutions",
    "list_papers",
    "list_resolutions",
    "map_resolutions",
    "number_sign",
    "write_says",
]
