"""The rules of internal lending held against one member, one amount, one day: a list of green and red with figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.finance.calc import Check, Light, Purpose, list_broken
from ecoop.finance.calc.rules import dim, light_of, say_pool
from ecoop.finance.models import LendingDeclaration
from ecoop.finance.queries.law import (
    CHARTER_MONTHS,
    CHARTER_NAMES,
    CHARTER_RATE,
    MEMBER_READING,
    OLD_CREDIT,
    POOL_READING,
    PURPOSE_WORDS,
    RATE_MAX,
    SUPERVISORS,
    TERM,
    find_account,
    read_conditions,
)
from ecoop.finance.queries.pool import Frame, get_frame, sum_most_out, sum_promised
from ecoop.governance.queries.bodies import count_posts_on, get_governance_on
from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.written import format_dong
from ecoop.ledger.queries import list_trial_balance
from ecoop.ledger.queries.books import find_books
from ecoop.members.calc import CharterName, MemberType
from ecoop.members.queries import MemberLine, get_member_line
from ecoop.resolutions.calc import Majority

_FULL, _YES, _SUPERVISORS_BODY = "full", "yes", "supervisors"


@dataclass(frozen=True)
class Asked:
    """What is asked for: by whom, how much, how long, what for, at which rate if one is named."""

    member_id: UUID
    amount_vnd: Dong
    months: int
    purpose: Purpose | None = Purpose.PRODUCTION
    rate_per_year: Decimal | None = None
    application_id: UUID | None = None


@dataclass(frozen=True)
class Conditions:
    """Every rule with what was found, and the frame they were held in."""

    asked: Asked
    member: MemberLine
    frame: Frame
    owed_vnd: Dong
    checks: tuple[Check, ...]

    @property
    def broken(self) -> list[Check]:
        """List the rules that are not held."""
        return list_broken(checks=self.checks)

    @property
    def is_held(self) -> bool:
        """Tell whether no rule is broken."""
        return not self.broken

    @property
    def warnings(self) -> list[str]:
        """List the open questions behind the rules, once each."""
        return list(dict.fromkeys(check.warning for check in self.checks if check.warning))


def check_lending(*, org_id: UUID, asked: Asked, day: date) -> Conditions:
    """Hold every rule of internal lending against what is asked for on a day.

    Law:     L17 Art. 83; D113 Art. 19; Civil Code Art. 468; the table cooperative/lending-conditions
    Raises:  MemberUnknown
    Queries: about 40
    """
    member = get_member_line(org_id=org_id, member_id=asked.member_id, day=day)
    frame = get_frame(org_id=org_id, day=day, but=asked.application_id)
    owed_vnd = Dong(
        sum_most_out(org_id=org_id, day=day, member_id=member.id)
        + sum_promised(org_id=org_id, member_id=member.id, but=asked.application_id)
    )
    found = dict(
        (
            *_of_the_borrower(asked, member, frame),
            *_of_the_house(org_id, frame),
            *_of_the_money(asked, frame, owed_vnd),
        )
    )
    rows = read_conditions(law=frame.law)
    checks = tuple(
        Check(code, label, *found[code][:2], law, mark, found[code][2]) for code, (label, law, mark) in rows.items()
    )
    return Conditions(asked, member, frame, owed_vnd, checks)


def find_declaration(*, org_id: UUID, day: date) -> LendingDeclaration | None:
    """Find the Board's declaration that holds on a day.

    Queries: 1
    """
    rows = LendingDeclaration.objects.filter(org_id=org_id, declared_on__lte=day, lasts_until_on__gte=day)
    return rows.order_by("-declared_on", "-id").first()


_Found = tuple[str, tuple[Light, str, str]]


def _of_the_borrower(asked: Asked, member: MemberLine, frame: Frame) -> Iterator[_Found]:
    is_official = member.is_member_on(day=frame.day) and member.type is MemberType.OFFICIAL
    said = _("{number} {name} is {kind} on {day}.").format(
        number=member.number,
        name=member.name,
        kind=member.type_label if member.is_member_on(day=frame.day) else _("no member"),
        day=format_day(frame.day),
    )
    yield "borrower", (light_of(is_held=is_official), said, "")
    by_law, line = frame.law.whole(TERM), frame.charter.get(CHARTER_MONTHS)
    most = min(by_law, int(line.value)) if line else by_law
    said = _("Asked {months} months; at most {most}: law {by_law}, charter {by_charter}.").format(
        months=asked.months, most=most, by_law=by_law, by_charter=line.value if line else "—"
    )
    yield "term", (light_of(is_held=0 < asked.months <= most), said, "")
    label = str(PURPOSE_WORDS[asked.purpose]) if asked.purpose else _("not named")
    yield "purpose", (light_of(is_held=asked.purpose is not None), _("For: {purpose}.").format(purpose=label), "")


def _of_the_house(org_id: UUID, frame: Frame) -> Iterator[_Found]:
    day, law = frame.day, frame.law
    governance = get_governance_on(org_id=org_id, day=day)
    seats, least = count_posts_on(org_id=org_id, day=day, body=_SUPERVISORS_BODY), law.whole(SUPERVISORS)
    said = _("Governance: {governance}; supervisors: {seats}, at least {least}.").format(
        governance=_("full") if governance == _FULL else _("simplified"), seats=seats, least=least
    )
    yield "governance", (light_of(is_held=governance == _FULL and seats >= least), said, "")
    declaration, raised_vnd = find_declaration(org_id=org_id, day=day), _sum_raised(org_id, frame)
    said = _("Declared by the Board: {paper}. Money taken from members since {closed_on}: {raised}.").format(
        paper=f"{declaration.paper} ({format_day(declaration.declared_on)})" if declaration else _("nothing"),
        closed_on=format_day(law.date(OLD_CREDIT)),
        raised=format_dong(raised_vnd),
    )
    yield "funds", (light_of(is_held=declaration is not None and raised_vnd <= 0), said, "")
    tracked = frame.charter.get(CharterName.SEPARATE_TRACKING)
    is_apart = tracked is not None and tracked.value == _YES
    said = _(
        "Accounts and books of their own hold loans alone; the charter keeps the two sides apart: {apart}."
    ).format(apart=_("yes") if is_apart else _("not said"))
    yield "books", (dim(light=Light.GREEN, is_sure=is_apart), said, "")
    names = [name for name in CHARTER_NAMES if name in frame.charter]
    said = _("Resolution in force: {resolution}. The charter says {count} of {all} limits.").format(
        resolution=frame.resolution.number if frame.resolution else _("none"), count=len(names), all=len(CHARTER_NAMES)
    )
    is_held = frame.resolution is not None and bool(names)
    is_sure = _is_charter_majority(frame)
    few = "" if is_sure else _("It got fewer votes than a change of the charter needs.")
    yield "charter", (dim(light=light_of(is_held=is_held), is_sure=is_sure), f"{said} {few}".strip(), "")


def _of_the_money(asked: Asked, frame: Frame, owed_vnd: Dong) -> Iterator[_Found]:
    pool, law = frame.pool, frame.law
    said = say_pool(pool=pool, asked_vnd=asked.amount_vnd, equity=frame.equity)
    is_held = frame.equity is not None and not frame.is_equity_late and asked.amount_vnd <= pool.free_vnd
    is_sure = frame.equity is not None and frame.equity.year == frame.day.year - 1
    yield "pool", (dim(light=light_of(is_held=is_held), is_sure=is_sure), said, law.warning(POOL_READING) or "")
    whole_vnd = Dong(owed_vnd + asked.amount_vnd)
    said = _(
        "Owes or was promised {owed}, asks {asked}: {whole} of at most {limit}; the meeting said {meeting}."
    ).format(
        owed=format_dong(owed_vnd),
        asked=format_dong(asked.amount_vnd),
        whole=format_dong(whole_vnd),
        limit=format_dong(pool.member_limit_vnd),
        meeting=format_dong(pool.meeting_limit_vnd) if pool.meeting_limit_vnd is not None else _("nothing"),
    )
    is_held = pool.meeting_limit_vnd is not None and asked.amount_vnd > 0 and whole_vnd <= pool.member_limit_vnd
    yield "member", (light_of(is_held=is_held), said, law.warning(MEMBER_READING) or "")
    by_charter, ceiling = frame.charter_rate(name=CHARTER_RATE), law.rate(RATE_MAX)
    rate = asked.rate_per_year if asked.rate_per_year is not None else by_charter
    said = _("Rate {rate} a year; charter {by_charter}; ceiling of the Civil Code {ceiling}.").format(
        rate=write_rate(rate=rate), by_charter=write_rate(rate=by_charter), ceiling=write_rate(rate=ceiling)
    )
    is_held = rate is not None and by_charter is not None and rate <= by_charter
    yield "rate", (dim(light=light_of(is_held=is_held), is_sure=rate is None or rate <= ceiling), said, "")


def _is_charter_majority(frame: Frame) -> bool:
    """Tell whether the limits stand in the charter by the majority that the charter needs, if the resolution set them.

    Law:    L17 Art. 61, clause 2
    """
    resolution = frame.resolution
    sets = any(line.rests_on == resolution.number for line in frame.charter.values()) if resolution else False
    tally = resolution.find_tally(majority=Majority.SPECIAL) if resolution and sets else None
    return tally is None or tally.is_passed


def write_rate(*, rate: Decimal | None) -> str:
    """Write a rate as people read it.

    Queries: 0
    """
    return "—" if rate is None else f"{(rate * 100).normalize():f} %".replace(".", ",")


def _sum_raised(org_id: UUID, frame: Frame) -> Dong:
    """Sum what came in on the account of old members' deposits since the law closed them."""
    books = find_books(org_id=org_id)
    if books is None:
        return Dong(0)
    starts_on = max(frame.law.date(OLD_CREDIT), books.starts_on)
    lines, raised = (
        list_trial_balance(org_id=org_id, from_on=starts_on, until_on=frame.day),
        find_account(law=frame.law, code="raised"),
    )
    return Dong(sum(line.credit_vnd for line in lines if line.code.startswith(raised)))
