"""What comes from outside: assets, changes, disposals, counts, on their way into the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ecoop.assets.calc.words import ChangeKind, Form, Ground, Kind, Means, Origin, UseKind
from ecoop.kernel.dong import Dong

ZERO = Dong(0)


@dataclass(frozen=True)
class SourceDraft:
    """A part of the cost, and whose money it is: a row of law/tables/cooperative/asset-sources."""

    kind: str
    amount_vnd: Dong
    giver: str = ""


@dataclass(frozen=True)
class Weights:
    """How the wear of an asset is shared between production, management and idleness."""

    production: int = 0
    management: int = 1
    idle: int = 0

    def as_list(self) -> list[int]:
        """Give the three weights in the order of the columns."""
        return [self.production, self.management, self.idle]


@dataclass(frozen=True)
class AssetDraft:
    """An asset that came, or that the books knew before (`origin` in_books)."""

    id: UUID
    code: str
    name: str
    kind: Kind
    origin: Origin
    acquired_on: date
    in_use_on: date
    cost_vnd: Dong
    sources: Sequence[SourceDraft]
    form: Form = Form.TANGIBLE
    means: Means = Means.BANK
    vat_vnd: Dong = ZERO
    designation: str = ""
    life_months: int | None = None
    weights: Weights = Weights()
    place: str = ""
    custodian: str = ""
    handed_by: str = ""
    model: str = ""
    serial: str = ""
    made_in: str = ""
    project: str = ""
    restriction: str = ""
    paper: str = ""
    party_id: UUID | None = None
    # For what earlier books knew: wear up to the day from which this register goes on, and the months left then.
    opening_worn_vnd: Dong = ZERO
    wears_from_on: date | None = None
    months_left: int | None = None
    linked_kind: str = ""
    linked_id: UUID | None = None
    # The resolution on the investment; what is bought from the undivided fund, and large deals, need one.
    resolution_id: UUID | None = None


@dataclass(frozen=True)
class PlacingDraft:
    """An asset goes to another place or another keeper."""

    id: UUID
    asset_id: UUID
    since_on: date
    place: str
    custodian: str
    handed_by: str = ""


@dataclass(frozen=True)
class TermsDraft:
    """An asset wears otherwise from a month on."""

    id: UUID
    asset_id: UUID
    since_on: date
    months_left: int | None
    weights: Weights
    reason: str = ""


@dataclass(frozen=True)
class ChangeDraft:
    """A major repair, a revaluation, or a gift that goes into the undivided fund."""

    id: UUID
    asset_id: UUID
    changed_on: date
    kind: ChangeKind
    amount_vnd: Dong
    text: str = ""
    # paid by: cash, bank, credit or built (from construction in progress)
    means: str = "bank"
    # Whose money an improvement is: a row of asset-sources.
    source: str = "own"
    # Whose cost a repair is: production, management, idle, deferred or welfare.
    where: str = "management"
    ground: str = ""
    paper: str = ""
    months_left: int | None = None
    # From which profit a gift goes into the fund: external or internal.
    result: str = "external"


@dataclass(frozen=True)
class Appraisal:
    """What an asset is worth, said by somebody who may."""

    paper: str
    on: date
    value_vnd: Dong


@dataclass(frozen=True)
class DisposalDraft:
    """An asset leaves."""

    id: UUID
    asset_id: UUID
    disposed_on: date
    ground: Ground
    means: Means = Means.BANK
    price_vnd: Dong = ZERO
    vat_vnd: Dong = ZERO
    costs_vnd: Dong = ZERO
    buyer: str = ""
    reason: str = ""
    # Who bears what remains of a missing asset: cost, or a claim against somebody.
    charged: str = "cost"
    appraisal: Appraisal | None = None
    # Which resolution decided on the sale; undivided assets and large deals are not sold without one.
    resolution_id: UUID | None = None
    party_id: UUID | None = None


@dataclass(frozen=True)
class CountDraft:
    """Somebody goes and counts."""

    id: UUID
    counted_on: date
    place: str = ""
    team: str = ""


@dataclass(frozen=True)
class MarkDraft:
    """Here or not here."""

    id: UUID
    count_id: UUID
    asset_id: UUID | None
    is_here: bool
    place: str = ""
    reason: str = ""
    found_name: str = ""


@dataclass(frozen=True)
class UseDraft:
    """A line for the log of a machine."""

    id: UUID
    asset_id: UUID
    used_on: date
    kind: UseKind
    quantity: Decimal
    cost_vnd: Dong = ZERO
    user: str = ""
    text: str = ""


@dataclass(frozen=True)
class SourceRule:
    """What the law lets a source of money be used for."""

    code: str
    label_vi: str
    label_en: str
    enters: str
    is_state: bool
    kinds: frozenset[str]
    designations: frozenset[str]


def read_source_rules(*, rows: Sequence[Mapping[str, str]]) -> dict[str, SourceRule]:
    """Read the table of sources of money by code."""
    return {
        row["source"]: SourceRule(
            code=row["source"],
            label_vi=row["label_vi"],
            label_en=row["label_en"],
            enters=row["enters"],
            is_state=row["is_state"] == "yes",
            kinds=frozenset(row["kinds"].split()),
            designations=frozenset(row["designations"].split()),
        )
        for row in rows
    }
