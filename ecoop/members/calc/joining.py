"""Who may join a cooperative, how many members it needs, and how many of them may be foreign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.members.calc.register import MemberType, PartyKind
from ecoop.members.calc.trade import Means
from ecoop.members.errors import (
    CapacityMissing,
    ForeignerNeedsPaper,
    RepresentativeMissing,
    TooYoungToJoin,
    UnionTakesOthers,
)

HOME_COUNTRY = "VN"
CERTIFICATE = _("the investment registration certificate")
RESIDENCE = _("the paper of lawful residence")
# Of these the law asks for one person who acts for them.
REPRESENTED = frozenset({PartyKind.HOUSEHOLD, PartyKind.BODY})
PERSONS_AT_LAW = frozenset({PartyKind.LEGAL_PERSON, PartyKind.COOPERATIVE})


@dataclass(frozen=True)
class ParticularsDraft:
    """Who somebody is, as the law's register asks for it."""

    kind: PartyKind = PartyKind.INDIVIDUAL
    address: str = ""
    ward_code: str | None = None
    nationality: str = HOME_COUNTRY
    id_number: str = ""
    code: str = ""
    born_on: date | None = None
    gender: str = ""
    phone: str = ""
    email: str = ""
    representative_name: str = ""
    representative_id: str = ""
    is_foreign: bool = False
    has_investor_certificate: bool = False
    is_lawfully_resident: bool = False
    has_full_capacity: bool = True

    @property
    def counts_as_foreign(self) -> bool:
        """Tell whether somebody is a foreign individual or an organisation with foreign investment."""
        return self.is_foreign or (self.kind is PartyKind.INDIVIDUAL and self.nationality != HOME_COUNTRY)


@dataclass(frozen=True)
class JoinRules:
    """What the law asks of whoever joins, on one day.

    `rows` is the table cooperative/who-may-join by its codes.
    """

    form: str
    adult_age: int
    young_age: int
    rows: Mapping[str, Mapping[str, str]]
    law: Citation


@dataclass(frozen=True)
class Headcount:
    """How many members there are of each type, and how many of all of them are foreign."""

    by_type: Mapping[MemberType, int]
    foreign: int

    @property
    def official(self) -> int:
        """Give how many official members there are."""
        return self.by_type.get(MemberType.OFFICIAL, 0)

    @property
    def whole(self) -> int:
        """Give how many members there are of all types."""
        return sum(self.by_type.values())


@dataclass(frozen=True)
class Standstill:
    """A bound of the law on numbers that is not kept, or nearly so."""

    code: str
    is_broken: bool
    found: int
    bound: str
    months_max: int
    law: Citation


def age_on(*, born_on: date, day: date) -> int:
    """Count the full years of somebody on a day; who was born on 29 February grows older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def check_may_join(*, name: str, who: ParticularsDraft, kind: MemberType, day: date, rules: JoinRules) -> None:
    """Refuse whoever the law does not let join as this type of member.

    Law:    L17 Art. 30 and 34; cooperative/who-may-join
    Raises: UnionTakesOthers, RepresentativeMissing, TooYoungToJoin, CapacityMissing, ForeignerNeedsPaper
    """
    if rules.form == "lhhtx":
        fits = who.kind is PartyKind.COOPERATIVE if kind is MemberType.OFFICIAL else who.kind in PERSONS_AT_LAW
        if not fits:
            raise UnionTakesOthers(law=rules.law, name=name)
        return
    if who.kind in REPRESENTED and not who.representative_name.strip():
        raise RepresentativeMissing(law=rules.law, name=name)
    if who.kind is PartyKind.INDIVIDUAL:
        _check_individual(name=name, who=who, kind=kind, day=day, rules=rules)


def _check_individual(*, name: str, who: ParticularsDraft, kind: MemberType, day: date, rules: JoinRules) -> None:
    column = "as_no_capital" if kind is MemberType.ASSOCIATE_NO_CAPITAL else "as_official_or_capital"
    may_be_young = rules.rows["young"][column] == "yes" and not who.counts_as_foreign
    least = rules.young_age if may_be_young else rules.adult_age
    # An old list without birthdays is no reason to keep people out; the office asks for the day later.
    age = age_on(born_on=who.born_on, day=day) if who.born_on else rules.adult_age
    if age < least:
        raise TooYoungToJoin(law=rules.law, name=name, age=age, least=least, day=day)
    if not who.has_full_capacity and kind is not MemberType.ASSOCIATE_NO_CAPITAL:
        raise CapacityMissing(law=rules.law, name=name)
    if not who.counts_as_foreign:
        return
    if rules.rows["foreigner"][column] == "investor":
        if not who.has_investor_certificate:
            raise ForeignerNeedsPaper(law=rules.law, name=name, paper=str(CERTIFICATE))
    elif not who.is_lawfully_resident:
        raise ForeignerNeedsPaper(law=rules.law, name=name, paper=str(RESIDENCE))


def foreign_share_is_kept(*, heads: Headcount, ratio_below: Decimal) -> bool:
    """Tell whether foreign members stay below their share of the number of official members.

    Law:    L17 Art. 30, clause 7; cooperative/members/foreign_ratio_below
    """
    return not heads.foreign or Decimal(heads.foreign) < ratio_below * heads.official


def find_standstills(
    *,
    heads: Headcount,
    official_min: int,
    ratio_below: Decimal,
    months: Mapping[str, int],
    laws: Mapping[str, Citation],
) -> tuple[Standstill, ...]:
    """Find which bounds on the number of members are broken, or would be if one official member left.

    Law:    cooperative/members/official_min, cooperative/members/foreign_ratio_below
    """
    found: list[Standstill] = []
    if heads.official <= official_min:
        few = heads.official < official_min
        found.append(Standstill("few", few, heads.official, str(official_min), months["few"], laws["few"]))
    one_less = Headcount({MemberType.OFFICIAL: max(heads.official - 1, 0)}, heads.foreign)
    if not foreign_share_is_kept(heads=one_less, ratio_below=ratio_below):
        broken = not foreign_share_is_kept(heads=heads, ratio_below=ratio_below)
        percent = f"{ratio_below * 100:f}".rstrip("0").rstrip(".")
        found.append(Standstill("foreign", broken, heads.foreign, percent, months["foreign"], laws["foreign"]))
    return tuple(found)


def rows_by_code(*, rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, str]]:
    """Read a table of the law by its codes."""
    return {row["code"]: row for row in rows}


@dataclass(frozen=True)
class MemberDraft:
    """A member as a list brings it: who, since when, what they bring, and what they paid in before."""

    id: UUID
    number: str
    name: str
    admitted_on: date
    brings_capital: bool
    uses: bool
    works: bool
    who: ParticularsDraft
    capital_vnd: Dong = Dong(0)  # noqa: RUF009 - a whole number, not a mutable thing
    paid_on: date | None = None
    means: Means = Means.CASH
    agreement: str = ""
