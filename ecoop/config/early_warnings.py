"""Early warnings: what, if it lasts too long, lets the registrar take the certificate back (L17 Article 103)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ecoop.config.declared_facts import ANSWERED, ASKED, RESUMED, STOPPED, Fact
from ecoop.governance.queries import find_last_meeting_on
from ecoop.kernel.dates import month_start
from ecoop.kernel.dong import Rounding, round_dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.queries import find_books, list_turnovers
from ecoop.members.calc import MemberType
from ecoop.members.errors import CharterCapitalUnknown
from ecoop.members.queries import get_charter_on, get_headcount
from ecoop.members.queries.ceilings import get_capital_frame, list_group_rooms
from ecoop.members.queries.holdings import list_holdings_above, sum_holdings
from ecoop.taxes.queries.cooperative_duties import get_duty_days

CLEAR, RUNNING, LATE, ASK = "clear", "running", "late", "ask"
MONTHS = 12
# What mends each, in plain words.
_REMEDIES: dict[str, Any] = {
    "too_few_members": gettext_lazy("Admit members, or turn into another kind of organisation in time."),
    "foreign_members": gettext_lazy("Admit more members of this country, or let foreign memberships end."),
    "capital_cap": gettext_lazy("Return or transfer capital above the cap, or raise the charter capital."),
    "no_meeting": gettext_lazy("Call the annual general meeting, and enter its day."),
    "inactive": gettext_lazy("Notify the stop of business, or record what is done."),
    "report_silence": gettext_lazy("Send the compliance report, and enter the day it was sent."),
}
_PAGES = {
    "too_few_members": "members:applications",
    "foreign_members": "members:register",
    "capital_cap": "members:capital",
    "no_meeting": "taxes:duty-days",
    "inactive": "vouchers:choose",
    "report_silence": "early-warnings",
}


@dataclass(frozen=True)
class EarlyWarning:
    """One ground of revocation: how it stands, since when, and how long it may last."""

    code: str
    label: str
    state: str
    said: str
    since_on: date | None
    months: int
    months_max: int
    law: Citation

    @property
    def remedy(self) -> str:
        """Tell what mends it, in the active language."""
        return str(_REMEDIES[self.code])

    @property
    def page(self) -> str:
        """Name the page on which it is mended."""
        return _PAGES[self.code]

    @property
    def is_open(self) -> bool:
        """Tell whether it runs, or runs too long."""
        return self.state in (RUNNING, LATE)

    @property
    def months_left(self) -> int:
        """Give how many months it may still last."""
        return max(0, self.months_max - self.months)


@dataclass(frozen=True)
class _Seen:
    """What is known of one ground today: since when it holds (None: it does not), and in words."""

    since_on: date | None
    said: str
    is_asked: bool = False


def list_early_warnings(*, org_id: UUID, today: date, facts: Mapping[str, Fact]) -> list[EarlyWarning]:
    """List the six grounds of Article 103, each as it stands today.

    What holds today is followed back month by month, at most as far as its limit.

    Law:     cooperative/alerts and the parameters it names
    Queries: 13, and up to 4 for each month that something is broken
    """
    law = lawbook.on(today)
    form = _form(org_id, today)
    looks: dict[str, Callable[[int], _Seen]] = {
        "too_few_members": lambda most: _too_few(org_id, today, law, form, most),
        "foreign_members": lambda most: _too_foreign(org_id, today, law, most),
        "capital_cap": lambda most: _capital_cap(org_id, today, most),
        "no_meeting": lambda _most: _no_meeting(org_id, today),
        "inactive": lambda most: _inactive(org_id, today, facts, most),
        "report_silence": lambda _most: _report_silence(facts),
    }
    rows = [row for row in law.table("cooperative/alerts") if row["code"] in looks]
    return [_warning(row, looks[row["code"]], law, today) for row in rows]


def months_between(*, since_on: date, today: date) -> int:
    """Count the whole months from one day to another."""
    months = (today.year - since_on.year) * MONTHS + today.month - since_on.month
    return months - (today.day < since_on.day)


def months_before(*, on: date, months: int) -> date:
    """Give the first day of the month so many months before."""
    count = on.year * MONTHS + on.month - 1 - months
    return date(count // MONTHS, count % MONTHS + 1, 1)


def since_when(*, holds: Callable[[date], bool], today: date, months_max: int) -> date | None:
    """Find since when something holds: today, and on the first of how many months before; None if not today."""
    if not holds(today):
        return None
    since_on, month = today, month_start(today)
    for _month in range(months_max + 1):
        if not holds(month):
            break
        since_on, month = month, months_before(on=month, months=1)
    return since_on


def _warning(row: Mapping[str, str], look: Callable[[int], _Seen], law: Law, today: date) -> EarlyWarning:
    most = law.whole(row["limit"])
    seen = look(most)
    months = months_between(since_on=seen.since_on, today=today) if seen.since_on else 0
    state = ASK if seen.is_asked else CLEAR
    if seen.since_on is not None:
        state = LATE if months >= most else RUNNING
    # A year without a meeting is no fault yet; half a year before the end it is time to call one.
    if row["code"] == "no_meeting" and state == RUNNING and months < MONTHS:
        state = CLEAR
    label = row["label_vi"] if (get_language() or "vi") == "vi" else row["label_en"]
    return EarlyWarning(row["code"], label, state, seen.said, seen.since_on, months, most, law.cite(row["limit"]))


def _form(org_id: UUID, today: date) -> str:
    line = get_charter_on(org_id=org_id, day=today).get("form")
    return line.value if line else "htx"


def _too_few(org_id: UUID, today: date, law: Law, form: str, most: int) -> _Seen:
    least = law.whole(f"cooperative/members/official_min/{form}")

    def count(day: date) -> int:
        return get_headcount(org_id=org_id, day=day).by_type.get(MemberType.OFFICIAL, 0)

    if not (here := count(today)) and not get_headcount(org_id=org_id, day=today).by_type:
        return _Seen(None, _("The register of members is empty."), is_asked=True)
    # Before the first of them nobody was too few.
    since_on = since_when(holds=lambda day: 0 < count(day) < least, today=today, months_max=most)
    return _Seen(since_on, _("{count} official members; at least {least}.").format(count=here, least=least))


def _too_foreign(org_id: UUID, today: date, law: Law, most: int) -> _Seen:
    below = law.rate("cooperative/members/foreign_ratio_below")

    def holds(day: date) -> bool:
        heads = get_headcount(org_id=org_id, day=day)
        return heads.foreign > 0 and heads.foreign >= below * sum(heads.by_type.values())

    heads = get_headcount(org_id=org_id, day=today)
    said = _("{foreign} of {count} members are foreign; less than {percent} %.")
    percent = f"{(below * 100).normalize():f}"
    words = said.format(foreign=heads.foreign, count=sum(heads.by_type.values()), percent=percent)
    return _Seen(since_when(holds=holds, today=today, months_max=most), words)


def _capital_cap(org_id: UUID, today: date, most: int) -> _Seen:
    try:
        get_capital_frame(org_id=org_id, day=today)
    except CharterCapitalUnknown:
        return _Seen(None, _("The charter capital is not recorded, so the caps cannot be measured."), is_asked=True)
    since_on = since_when(holds=lambda day: _is_cap_broken(org_id, day), today=today, months_max=most)
    said = _("Somebody holds more capital than the law allows.") if since_on else _("Nobody holds more than allowed.")
    return _Seen(since_on, said)


def _is_cap_broken(org_id: UUID, day: date) -> bool:
    try:
        frame = get_capital_frame(org_id=org_id, day=day)
    except CharterCapitalUnknown:
        return False
    if any(room.over_vnd for room in list_group_rooms(frame=frame, totals=sum_holdings(org_id=org_id, day=day))):
        return True
    for ceiling in frame.ceilings:
        if ceiling.who == "official":
            most_vnd = round_dong(ceiling.ratio * frame.charter_capital_vnd, rule=Rounding.DOWN)
            above = list_holdings_above(org_id=org_id, day=day, above_vnd=most_vnd, limit=MONTHS)
            return any(each.type is MemberType.OFFICIAL and each.left_on is None for each in above)
    return False


def _no_meeting(org_id: UUID, today: date) -> _Seen:
    # What was held here is known; what was held before is told.
    told_on = get_duty_days(org_id=org_id).last_meeting_on
    held_on = find_last_meeting_on(org_id=org_id, day=today)
    last_on = max((day for day in (told_on, held_on) if day), default=None)
    if last_on is None:
        return _Seen(None, _("The day of the last general meeting is not recorded."), is_asked=True)
    months = months_between(since_on=last_on, today=today)
    said = _("The last general meeting was {months} months ago.").format(months=months)
    return _Seen(last_on, said)


def _inactive(org_id: UUID, today: date, facts: Mapping[str, Fact], most: int) -> _Seen:
    stopped, resumed = facts.get(STOPPED), facts.get(RESUMED)
    if stopped and not (resumed and resumed.declared_on >= stopped.declared_on):
        return _Seen(None, _("The stop of business was notified."))
    books = find_books(org_id=org_id)
    if books is None:
        return _Seen(None, _("The books are not open yet."), is_asked=True)
    first = months_before(on=today, months=most)
    is_quiet = not list_turnovers(org_id=org_id, from_month=first, until_month=month_start(today))
    since_on = max(first, month_start(books.starts_on)) if is_quiet else None
    return _Seen(since_on, _("Nothing was recorded since then.") if is_quiet else _("The books are alive."))


def _report_silence(facts: Mapping[str, Fact]) -> _Seen:
    asked, answered = facts.get(ASKED), facts.get(ANSWERED)
    if asked is None or (answered and answered.declared_on >= asked.declared_on):
        return _Seen(None, _("No report is asked for."))
    return _Seen(asked.declared_on, _("The registrar waits for the compliance report."))
