"""The wear of a month before it is posted, the runs that were, and the sums of both."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from ecoop.assets.calc.wear import plan_wear, share_wear, sum_until
from ecoop.assets.calc.words import DEPRECIATION, DISPOSAL, Kind
from ecoop.assets.models import AssetDisposal, AssetWear, DepreciationRun
from ecoop.assets.queries.law import is_worn_monthly, wear_starts
from ecoop.assets.queries.register import AssetLine, list_assets
from ecoop.kernel.dates import next_month_start
from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.queries.documents import is_taken_back, list_entry_labels

DECEMBER = 12


@dataclass(frozen=True)
class WearLine:
    """What an asset wears in a month, and whose cost it is."""

    asset: AssetLine
    amount_vnd: Dong
    production_vnd: Dong
    management_vnd: Dong
    idle_vnd: Dong
    welfare_vnd: Dong
    caught_up_vnd: Dong
    # What remains of the asset after this month.
    after_vnd: Dong


@dataclass(frozen=True)
class MonthOfWear:
    """The wear of a month: posted, or as it would be."""

    month: date
    lines: tuple[WearLine, ...]
    run_id: UUID | None = None
    entry_label: str = ""

    @property
    def total_vnd(self) -> Dong:
        """Add up all lines."""
        return Dong(sum(line.amount_vnd for line in self.lines))

    @property
    def production_vnd(self) -> Dong:
        """Add up what production bears."""
        return Dong(sum(line.production_vnd for line in self.lines))

    @property
    def management_vnd(self) -> Dong:
        """Add up what management bears."""
        return Dong(sum(line.management_vnd for line in self.lines))

    @property
    def idle_vnd(self) -> Dong:
        """Add up what lies idle."""
        return Dong(sum(line.idle_vnd for line in self.lines))

    @property
    def welfare_vnd(self) -> Dong:
        """Add up what the welfare fund bears."""
        return Dong(sum(line.welfare_vnd for line in self.lines))

    @property
    def caught_up_vnd(self) -> Dong:
        """Add up what belongs to earlier months that were not posted."""
        return Dong(sum(line.caught_up_vnd for line in self.lines))


@dataclass(frozen=True)
class DepreciationSum:
    """What assets wore in a span of days, by who bears it; wear of welfare assets is no cost."""

    production_vnd: Dong
    management_vnd: Dong
    idle_vnd: Dong
    welfare_vnd: Dong

    @property
    def cost_vnd(self) -> Dong:
        """Add up what is a cost."""
        return Dong(self.production_vnd + self.management_vnd + self.idle_vnd)


def last_day(*, month: date) -> date:
    """Give the last day of a month, on which its wear is posted.

    Queries: 0
    """
    return next_month_start(month) - timedelta(days=1)


def get_month_of_wear(*, org_id: UUID, month: date) -> MonthOfWear:
    """Get the wear of a month: what was posted, or what posting it would give now.

    Law:     cooperative/assets/wear_starts, cooperative/assets/welfare_wear
    Queries: 10
    """
    run = find_run(org_id=org_id, month=month)
    return _posted(org_id, run) if run else preview_wear(org_id=org_id, month=month)


def preview_wear(*, org_id: UUID, month: date) -> MonthOfWear:
    """Reckon what posting the wear of a month would give now: what is planned by then and not in the books.

    Law:     cooperative/assets/wear_starts, cooperative/assets/welfare_wear
    Queries: 8
    """
    law = lawbook.on(last_day(month=month))
    found = (
        wear_of_month(asset=asset, month=month, law=law)
        for asset in list_assets(org_id=org_id, day=last_day(month=month))
    )
    return MonthOfWear(month, tuple(line for line in found if line is not None))


def list_months_without_wear(*, org_id: UUID, year: int, today: date) -> list[date] | None:
    """List the months of a year begun by a day whose wear is not in the books; None when nothing in the register wears.

    Law:     cooperative/assets/wear_starts, cooperative/assets/welfare_wear
    Queries: 8
    """
    months = [date(year, number, 1) for number in range(1, DECEMBER + 1) if date(year, number, 1) <= today]
    assets = list_assets(org_id=org_id, day=last_day(month=months[-1])) if months else []
    wearing = [asset for asset in assets if asset.row.kind != Kind.HELD and asset.terms]
    if not wearing:
        return None
    # A later run takes along what earlier months missed, so what is posted by the end says which month lacks anything.
    law = lawbook.on(last_day(month=months[-1]))
    return [month for month in months if any(wear_of_month(asset=each, month=month, law=law) for each in wearing)]


def wear_of_month(*, asset: AssetLine, month: date, law: Law) -> WearLine | None:
    """Reckon what one asset wears in a month that is not posted; None when it wears nothing.

    Queries: 0
    """
    is_due = is_worn_monthly(law=law, kind=asset.row.kind) or month.month == DECEMBER
    if asset.is_gone or asset.row.kind == Kind.HELD or not is_due:
        return None
    rows = plan_wear(asset=asset.wearing, starts=wear_starts(law=law))
    planned_vnd = asset.row.opening_worn_vnd + sum_until(rows=rows, month=month)
    amount_vnd = Dong(min(planned_vnd - asset.worn_vnd, asset.remaining_vnd))
    of_month_vnd = sum(row.amount_vnd for row in rows if row.month == month)
    if asset.row.kind == Kind.WELFARE:
        of_month_vnd = amount_vnd
    return make_wear_line(asset=asset, amount_vnd=amount_vnd, of_month_vnd=of_month_vnd) if amount_vnd > 0 else None


def make_wear_line(*, asset: AssetLine, amount_vnd: Dong, of_month_vnd: int) -> WearLine:
    """Share one asset's wear among those who bear it.

    Queries: 0
    """
    is_welfare = asset.row.kind == Kind.WELFARE
    zero = Dong(0)
    parts = [zero] * 3 if is_welfare else share_wear(amount_vnd=amount_vnd, weights=asset.weights)
    return WearLine(
        asset=asset,
        amount_vnd=amount_vnd,
        production_vnd=parts[0],
        management_vnd=parts[1],
        idle_vnd=parts[2],
        welfare_vnd=amount_vnd if is_welfare else zero,
        caught_up_vnd=Dong(max(0, amount_vnd - of_month_vnd)),
        after_vnd=Dong(asset.remaining_vnd - amount_vnd),
    )


def find_run(*, org_id: UUID, month: date) -> DepreciationRun | None:
    """Find the run of a month that stands in the books.

    Queries: 1
    """
    return _runs(org_id).filter(month=month).first()


def find_last_month(*, org_id: UUID) -> date | None:
    """Find the last month whose wear is posted.

    Queries: 1
    """
    found: date | None = _runs(org_id).aggregate(last=Max("month"))["last"]
    return found


def list_runs(*, org_id: UUID, year: int) -> list[tuple[DepreciationRun, str]]:
    """List the runs of a year that stand in the books, with the label of the entry of each.

    Queries: 2
    """
    runs = list(_runs(org_id).filter(month__year=year).order_by("month"))
    labels = list_entry_labels(org_id=org_id, document_kind=DEPRECIATION, document_ids=[run.id for run in runs])
    return [(run, labels.get(run.id, "")) for run in runs]


def sum_depreciation(*, org_id: UUID, starts_on: date, ends_before: date) -> DepreciationSum:
    """Sum what assets wore in a span of whole months, also until they left.

    Queries: 3
    """
    names = ("production_vnd", "management_vnd", "idle_vnd", "welfare_vnd")
    sums = _wear_between(org_id, starts_on, ends_before).aggregate(**{name: Sum(name) for name in names})
    return DepreciationSum(*(Dong(int(sums[name] or 0)) for name in names))


def sum_depreciation_by_asset(*, org_id: UUID, starts_on: date, ends_before: date) -> dict[UUID, Dong]:
    """Sum by asset what it wore in a span of whole months.

    Queries: 3
    """
    rows = _wear_between(org_id, starts_on, ends_before).values_list("asset_id").annotate(worn=Sum("amount_vnd"))
    return {asset_id: Dong(int(worn_vnd)) for asset_id, worn_vnd in rows.order_by()}


def list_wear_of(*, org_id: UUID, asset_id: UUID) -> list[tuple[AssetWear, str]]:
    """List what one asset wore, month by month, with the label of each entry.

    Queries: 5
    """
    rows = list(_standing_wear(org_id).filter(asset_id=asset_id).order_by("month", "recorded_at"))
    ids = [row.document_id for row in rows]
    labels: dict[UUID, str] = {}
    for kind in (DEPRECIATION, DISPOSAL):
        labels |= list_entry_labels(org_id=org_id, document_kind=kind, document_ids=ids)
    return [(row, labels.get(row.document_id, "")) for row in rows]


def _runs(org_id: UUID) -> QuerySet[DepreciationRun]:
    return DepreciationRun.objects.filter(~is_taken_back(document_kind=DEPRECIATION), org_id=org_id)


def _standing_wear(org_id: UUID) -> QuerySet[AssetWear]:
    left = AssetDisposal.objects.filter(~is_taken_back(document_kind=DISPOSAL), org_id=org_id)
    documents = [*_runs(org_id).values_list("id", flat=True), *left.values_list("id", flat=True)]
    return AssetWear.objects.filter(org_id=org_id, document_id__in=documents)


def _wear_between(org_id: UUID, starts_on: date, ends_before: date) -> QuerySet[AssetWear]:
    return _standing_wear(org_id).filter(month__gte=starts_on, month__lt=ends_before)


def _posted(org_id: UUID, run: DepreciationRun) -> MonthOfWear:
    """Read a run back; an asset stands there as it is after the month."""
    wear = {row.asset_id: row for row in AssetWear.objects.filter(org_id=org_id, document_id=run.id)}
    assets = list_assets(org_id=org_id, day=last_day(month=run.month), ids=list(wear))
    labels = list_entry_labels(org_id=org_id, document_kind=DEPRECIATION, document_ids=[run.id])
    lines = tuple(_posted_line(asset, wear[asset.id]) for asset in assets)
    return MonthOfWear(run.month, lines, run.id, labels.get(run.id, ""))


def _posted_line(asset: AssetLine, row: AssetWear) -> WearLine:
    return WearLine(
        asset=asset,
        amount_vnd=Dong(row.amount_vnd),
        production_vnd=Dong(row.production_vnd),
        management_vnd=Dong(row.management_vnd),
        idle_vnd=Dong(row.idle_vnd),
        welfare_vnd=Dong(row.welfare_vnd),
        caught_up_vnd=Dong(0),
        after_vnd=asset.remaining_vnd,
    )
