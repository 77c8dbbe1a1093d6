"""What assets answers: the register as of any day, wear, papers, counts, books."""

from ecoop.assets.queries.register import AssetLine, get_asset, list_assets
from ecoop.assets.queries.wear import DepreciationSum, sum_depreciation, sum_depreciation_by_asset

__all__ = [
    "AssetLine",
    "DepreciationSum",
    "get_asset",
    "list_assets",
    "sum_depreciation",
    "sum_depreciation_by_asset",
]
