"""What the law says about lending on a day, read once."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ecoop.finance.calc import AllocationOrder, MemberReading, PoolReading, Rates
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.calc import Law

CONDITIONS = "cooperative/lending-conditions"
WORDS = "cooperative/lending-words"
ACCOUNTS = "cooperative/lending-accounts"
TERM = "cooperative/lending/term_months_max"
POOL_RATE = "cooperative/lending/pool_of_equity_ratio_max"
MEMBER_RATE = "cooperative/lending/member_of_pool_ratio_max"
POOL_READING = "cooperative/lending/pool_reading"
MEMBER_READING = "cooperative/lending/member_reading"
RATE_MAX = "cooperative/lending/civil_code_rate_per_year_max"
SUPERVISORS = "cooperative/supervisors/size_min_for_lending"
OLD_CREDIT = "cooperative/lending/old_internal_credit_closed_on"
OVERDUE_RATIO = "cooperative/lending/overdue_ratio_max"
DAYS_OF_YEAR = "cooperative/lending/days_of_year"
ORDER = "cooperative/lending/allocation_order"
PROVISION = "cooperative/lending/provision"
DUE_DAY = "cooperative/lending/due_day_moves"
OPEN_QUESTIONS = (POOL_READING, MEMBER_READING, ORDER, PROVISION, DUE_DAY)
_L17, _D113, _CIVIL_CODE = "luat-17-2023-qh15", "nd-113-2024", "bld-91-2015-qh13"

CHARTER_MONTHS = "lending_months"
CHARTER_POOL = "lending_pool_rate"
CHARTER_MEMBER = "lending_member_rate"
CHARTER_RATE = "lending_rate_per_year"
CHARTER_NAMES = (CHARTER_MONTHS, CHARTER_POOL, CHARTER_MEMBER, CHARTER_RATE)

PURPOSE_WORDS: Mapping[str, Any] = {
    "production": _("production"),
    "business": _("business"),
    "living": _("living"),
}
SCHEDULE_WORDS: Mapping[str, Any] = {
    "instalments": _("equal parts of principal every month, with interest"),
    "at_end": _("interest every month, principal at the end"),
    "season": _("all at once after the season"),
}
ORDER_WORDS: Mapping[str, Any] = {
    "interest_first": _("interest, then principal"),
    "principal_first": _("principal that is due, then interest"),
}


def law_on(*, day: date) -> Law:
    """Give the law of a day.

    Queries: 0
    """
    return lawbook.on(day)


def get_rates(*, per_year: Any, overdue_ratio: Any, day: date) -> Rates:
    """Put a contract's rates beside the days of a year.

    Law:     cooperative/lending/days_of_year
    Queries: 0
    """
    return Rates(per_year, overdue_ratio, law_on(day=day).whole(DAYS_OF_YEAR))


def get_mover(*, day: date) -> Any:
    """Give what moves a due day off a day off, or leaves it.

    Law:     cooperative/lending/due_day_moves
    Queries: 0
    """
    law = law_on(day=day)
    if law.switch(DUE_DAY) == "same_day":
        return partial(_same, law)
    return law.next_working_day


def get_readings(*, law: Law) -> tuple[PoolReading, MemberReading]:
    """Give how the two limits of the decree are read.

    Law:     cooperative/lending/pool_reading, cooperative/lending/member_reading
    Queries: 0
    """
    return PoolReading(law.switch(POOL_READING)), MemberReading(law.switch(MEMBER_READING))


def get_default_order(*, day: date) -> AllocationOrder:
    """Give what a payment settles first where the contract follows the default.

    Law:     cooperative/lending/allocation_order
    Queries: 0
    """
    return AllocationOrder(law_on(day=day).switch(ORDER))


def list_warnings(*, day: date) -> list[str]:
    """List the open questions of law behind internal lending, each as its warning.

    Queries: 0
    """
    law = law_on(day=day)
    return list(dict.fromkeys(warning for path in OPEN_QUESTIONS if (warning := law.warning(path))))


def read_conditions(*, law: Law) -> dict[str, tuple[str, Citation, str]]:
    """Read the table of conditions: label, article and mark by code.

    Law:     cooperative/lending-conditions
    Queries: 0
    """
    name = "label_vi" if (get_language() or "vi").startswith("vi") else "label_en"
    return {row["code"]: (row[name], _cite(row["source"]), row["mark"]) for row in law.table(CONDITIONS)}


def find_account(*, law: Law, code: str) -> str:
    """Find the account or the line of statements that stands for a word, such as raised or owners.

    Law:     cooperative/lending-accounts
    Queries: 0
    """
    return str(next(row["found_as"] for row in law.table(ACCOUNTS) if row["code"] == code))


def _cite(source: str) -> Citation:
    if source.startswith("Nghị định"):
        return Citation(_D113, source.split("NĐ-CP ")[-1])
    if source.startswith("Bộ luật"):
        return Citation(_CIVIL_CODE, source.removeprefix("Bộ luật Dân sự "))
    return Citation(_L17, source)


def _same(_law: Law, day: date) -> date:
    return day
