"""The tables of assets, by noun."""

from ecoop.assets.models.counts import AssetCount, AssetCountMark, AssetPaper
from ecoop.assets.models.events import AssetChange, AssetDisposal, AssetUse, AssetWear, DepreciationRun
from ecoop.assets.models.things import Asset, AssetPlacing, AssetSource, AssetTerms

__all__ = [
    "Asset",
    "AssetChange",
    "AssetCount",
    "AssetCountMark",
    "AssetDisposal",
    "AssetPaper",
    "AssetPlacing",
    "AssetSource",
    "AssetTerms",
    "AssetUse",
    "AssetWear",
    "DepreciationRun",
]
