"""The law's rules about members, as they hold on a day for a cooperative with its charter."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.errors import NoLawOnDay
from ecoop.members.calc import (
    CharterName,
    Decider,
    Ending,
    Headcount,
    JoinRules,
    MemberType,
    Standstill,
    find_standstills,
    grounds_for,
    read_decider,
    rows_by_code,
)
from ecoop.members.queries.register import get_charter_on, get_headcount

COOPERATIVE, FULL = "htx", "full"
_JOIN, _END, _DECIDE = "cooperative/who-may-join", "cooperative/end-of-membership", "cooperative/who-decides"
_MEMBERS = "cooperative/members"
_FEW, _FOREIGN = "below_minimum_months_max", "foreign_ratio_breach_months_max"
_LAW = Citation("luat-17-2023-qh15", "Điều 30, Điều 34")
_ENDS_BY = Citation("luat-17-2023-qh15", "Điều 33")


@dataclass(frozen=True)
class Constitution:
    """What the charter says the organisation is: a cooperative or a union, governed fully or simply."""

    form: str
    governance: str


def get_constitution(*, org_id: UUID, day: date) -> Constitution:
    """Get the form and the governance of a cooperative on a day; unsaid is a cooperative with a board.

    Law:    L17 Arts 40, 56
    Queries: 1
    """
    charter = get_charter_on(org_id=org_id, day=day)
    said = {name: line.value for name, line in charter.items()}
    return Constitution(said.get(CharterName.FORM, COOPERATIVE), said.get(CharterName.GOVERNANCE, FULL))


def find_join_rules(*, form: str, day: date) -> JoinRules | None:
    """Find who may join on a day; None before the law that says so: whoever joined then did by another law.

    Queries: 0
    """
    law = lawbook.on(day)
    try:
        rows = rows_by_code(rows=law.table(_JOIN))
    except NoLawOnDay:
        return None
    return JoinRules(
        form=form,
        adult_age=law.whole(f"{_MEMBERS}/adult_age_min"),
        young_age=law.whole(f"{_MEMBERS}/associate_without_capital_age_min"),
        rows=rows,
        law=_LAW,
    )


def get_decider(*, act: str, kind: MemberType, governance: str, day: date) -> Decider:
    """Get the body that decides about members of a type on a day.

    Raises: NoLawOnDay
    Queries: 0
    """
    return read_decider(rows=lawbook.on(day).table(_DECIDE), act=act, kind=kind, governance=governance)


def list_ground_rows(*, day: date) -> dict[str, dict[str, str]]:
    """List the grounds of the law by their codes, as of a day.

    Raises: NoLawOnDay
    Queries: 0
    """
    return {code: dict(row) for code, row in rows_by_code(rows=lawbook.on(day).table(_END)).items()}


def list_grounds_for(*, kind: MemberType, day: date) -> tuple[Ending, ...]:
    """List the grounds on which a membership of a type may end on a day.

    Queries: 0
    """
    return grounds_for(kind=kind, rows=list_ground_rows(day=day))


def cite_grounds() -> Citation:
    """Give the article about the end of membership.

    Queries: 0
    """
    return _ENDS_BY


def list_standstills(*, org_id: UUID, day: date, heads: Headcount | None = None) -> tuple[Standstill, ...]:
    """List which of the law's bounds on the number of members are broken on a day, or nearly so.

    Queries: 1, 2 without the heads
    """
    law = lawbook.on(day)
    paths = {
        "few": f"{_MEMBERS}/official_min/{get_constitution(org_id=org_id, day=day).form}",
        "foreign": f"{_MEMBERS}/foreign_ratio_below",
    }
    if not all(law.has(path) for path in paths.values()):
        return ()
    return find_standstills(
        heads=heads or get_headcount(org_id=org_id, day=day),
        official_min=law.whole(paths["few"]),
        ratio_below=law.rate(paths["foreign"]),
        months={"few": law.whole(f"{_MEMBERS}/{_FEW}"), "foreign": law.whole(f"{_MEMBERS}/{_FOREIGN}")},
        laws={code: law.cite(path) for code, path in paths.items()},
    )
