"""Counts of assets: who saw what, what is missing, what nobody looked for yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ecoop.assets.errors import CountNotFound
from ecoop.assets.models import AssetCount, AssetCountMark
from ecoop.assets.queries.register import AssetLine, list_assets

# A count that began longer ago is over: a label scanned today belongs to a newer one.
OPEN_DAYS = 31


@dataclass(frozen=True)
class CountLine:
    """An asset in a count: seen, missing, or not looked for yet."""

    asset: AssetLine
    mark: AssetCountMark | None

    @property
    def state(self) -> str:
        """Tell here, missing or open."""
        if self.mark is None:
            return "open"
        return "here" if self.mark.is_here else "missing"


@dataclass(frozen=True)
class CountPage:
    """A count with all its answers."""

    count: AssetCount
    lines: Sequence[CountLine]
    found: Sequence[AssetCountMark]

    @property
    def here_count(self) -> int:
        """Count what was seen."""
        return sum(line.state == "here" for line in self.lines)

    @property
    def missing(self) -> list[CountLine]:
        """List what is missing."""
        return [line for line in self.lines if line.state == "missing"]

    @property
    def open_count(self) -> int:
        """Count what nobody looked for yet."""
        return sum(line.state == "open" for line in self.lines)


def list_counts(*, org_id: UUID) -> list[AssetCount]:
    """List the counts, the newest first.

    Queries: 1
    """
    return list(AssetCount.objects.filter(org_id=org_id).order_by("-counted_on", "-recorded_at")[:100])


def find_open_count(*, org_id: UUID, today: date) -> AssetCount | None:
    """Find the count that goes on: the newest that began within a month.

    Queries: 1
    """
    since_on = today - timedelta(days=OPEN_DAYS)
    rows = AssetCount.objects.filter(org_id=org_id, counted_on__gte=since_on, counted_on__lte=today)
    return rows.order_by("-counted_on", "-recorded_at").first()


def find_mark(*, org_id: UUID, count_id: UUID, asset_id: UUID) -> AssetCountMark | None:
    """Find the last word of a count about an asset.

    Queries: 1
    """
    rows = AssetCountMark.objects.filter(org_id=org_id, count_id=count_id, asset_id=asset_id)
    return rows.order_by("-recorded_at", "-id").first()


def get_count(*, org_id: UUID, count_id: UUID) -> CountPage:
    """Get a count: every asset that is to be there on its day, and what was found besides.

    Raises:  CountNotFound
    Queries: 10
    """
    count = AssetCount.objects.filter(org_id=org_id, id=count_id).first()
    if count is None:
        raise CountNotFound()
    marks = AssetCountMark.objects.filter(org_id=org_id, count_id=count_id).order_by("recorded_at", "id")
    last, found = {}, []
    for mark in marks:
        if mark.asset_id is None:
            found.append(mark)
        else:
            last[mark.asset_id] = mark
    assets = [
        asset
        for asset in list_assets(org_id=org_id, day=count.counted_on)
        if not asset.is_gone and (not count.place or asset.place == count.place)
    ]
    return CountPage(count, [CountLine(asset, last.get(asset.id)) for asset in assets], found)
