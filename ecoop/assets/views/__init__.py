"""Pages of assets."""

from ecoop.assets.views.acts import change_asset, dispose_asset, hand_over, log_use, set_terms
from ecoop.assets.views.counts import mark_asset, show_count, show_counts, show_seen
from ecoop.assets.views.papers import print_labels, print_paper, show_book
from ecoop.assets.views.register import choose_origin, record_asset, show_asset, show_assets
from ecoop.assets.views.wear import show_wear

__all__ = [
    "change_asset",
    "choose_origin",
    "dispose_asset",
    "hand_over",
    "log_use",
    "mark_asset",
    "print_labels",
    "print_paper",
    "record_asset",
    "set_terms",
    "show_asset",
    "show_assets",
    "show_book",
    "show_count",
    "show_counts",
    "show_seen",
    "show_wear",
]
