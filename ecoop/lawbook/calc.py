"""The law of one day as it was known on one day, out of a tree that was already read."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from django.utils.translation import get_language

from ecoop.kernel.dong import Dong
from ecoop.kernel.refusals import Citation
from ecoop.lawbook.errors import LawPathUnknown, NoLawOnDay, NoSuchChoice, NotYetKnown, WrongKindOfValue

# One shelf per folder of law/, each from a path to what its file says, in values that JSON knows.
Tree = Mapping[str, Any]
Rows = list[dict[str, Any]]
# `Law` has methods called `date` and `list`, which would hide the types inside it.
Day = date

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of the law with its two times and its source."""

    path: str
    label: str
    unit: str
    value: Any
    starts_on: date
    ends_on: date | None
    known_from: date
    mark: str
    source: Citation
    note: str


class Law:
    """What held on `day`, as known on `known_on` (None: as known now)."""

    def __init__(
        self, *, tree: Tree, day: Day, known_on: Day | None = None, choices: Mapping[str, str] | None = None
    ) -> None:
        self.day = day
        self.known_on = known_on
        self._tree = tree
        self._choices = dict(choices or {})
        self._rows: dict[str, Mapping[str, Any]] = {}
        self._values: dict[str, Any] = {}
        self._kinds: dict[str, str] = {}
        # A year's returns fall under the law of several days; each is read once.
        self._others: dict[Day, Law] = {}
        self._off: frozenset[Day] | None = None

    def dong(self, path: str) -> Dong:
        """Give an amount of money."""
        return Dong(cast(int, self._value_of_kind(path, "dong")))

    def rate(self, path: str) -> Decimal:
        """Give a ratio, exact."""
        return cast(Decimal, self._value_of_kind(path, "rate"))

    def fraction(self, path: str) -> Fraction:
        """Give a fraction such as one third, which no decimal holds."""
        return cast(Fraction, self._value_of_kind(path, "fraction"))

    def whole(self, path: str) -> int:
        """Give a count: persons, days, months."""
        return cast(int, self._value_of_kind(path, "whole"))

    def flag(self, path: str) -> bool:
        """Give a yes or no."""
        return cast(bool, self._value_of_kind(path, "flag"))

    def date(self, path: str) -> Day:
        """Give a day of the calendar."""
        return cast(Day, self._value_of_kind(path, "date"))

    def text(self, path: str) -> str:
        """Give words: a form code, a rule, a month and day."""
        return cast(str, self._value_of_kind(path, "text"))

    def list(self, path: str) -> Sequence[Any]:
        """Give a list of values."""
        return cast(Sequence[Any], self._value_of_kind(path, "list"))

    def value(self, path: str) -> Any:
        """Give the value as its unit says: Dong, Decimal, int, bool, date, str or list."""
        # A run over 90,000 households asks for the same rate each time.
        if path not in self._values:
            self._values[path] = typed(value=self._row(path)["value"], kind=self._kind(path))
        return self._values[path]

    def has(self, path: str) -> bool:
        """Say whether there is a value on this day with this knowledge."""
        try:
            self._row(path)
        except NoLawOnDay:
            return False
        return True

    def cite(self, path: str) -> Citation:
        """Name the document and the article on which the value or the switch rests."""
        source = self._row(path)["source"]
        return Citation(document=source["document"], article=source["article"])

    def figure(self, path: str) -> Figure:
        """Give the value with its two times, its source and how sure we are of it."""
        row = self._row(path)
        return figure_of(path=path, parameter=self._parameter(path), row=row, value=self.value(path))

    def switch(self, path: str) -> str:
        """Give the position of an open question of law: the choice made, else the default."""
        return str(self._row(path)["value"])

    def warning(self, path: str) -> str | None:
        """Give the warning of an open question, in the active language; None for settled law."""
        switch = self._parameter(path).get("switch")
        return in_words(switch, name="warning") if switch else None

    def with_switches(self, choices: Mapping[str, str]) -> "Law":
        """Give the same law with these open questions decided otherwise.

        Raises: NoSuchChoice
        """
        for path, choice in choices.items():
            known = (self._parameter(path).get("switch") or {}).get("choices", {})
            if choice not in known:
                raise NoSuchChoice(path=path, choice=choice, choices=", ".join(known))
        return Law(tree=self._tree, day=self.day, known_on=self.known_on, choices={**self._choices, **choices})

    def at(self, day: Day) -> "Law":
        """Give the law of another day, as known on the same day and with the same choices."""
        if day == self.day:
            return self
        if day not in self._others:
            self._others[day] = Law(tree=self._tree, day=day, known_on=self.known_on, choices=self._choices)
        return self._others[day]

    def table(self, path: str) -> Rows:
        """Give the rows of a table that held on this day.

        Shape:  one dict per row; rows may carry their own `from`, `to` and `known_from`
        """
        table = _shelf(self._tree, "tables", path)
        if table.get("from") and choose_row([table], day=self.day, known_on=self.known_on) is None:
            raise self._nothing(path, [table])
        return [dict(row) for row in table["rows"] if self._holds(row)]

    def form(self, path: str) -> dict[str, Any]:
        """Give an official form, book or statement of law/forms."""
        form = _shelf(self._tree, "forms", path)
        if choose_row([form], day=self.day, known_on=self.known_on) is None:
            raise self._nothing(path, [form])
        return dict(form)

    def is_day_off(self, day: Day) -> bool:
        """Say whether offices are closed: a weekend or a day of the table of days off."""
        return is_day_off(day=day, days_off=self._days_off())

    def next_working_day(self, day: Day) -> Day:
        """Move a due date that falls on a day off to the next working day.

        Law:    tax/filing/day_off_rule
        """
        return first_working_day(day=day, days_off=self._days_off())

    def _days_off(self) -> frozenset[Day]:
        if self._off is None:
            # A calendar of other years holds too, so the rows are not filtered by this law's day.
            rows = _shelf(self._tree, "tables", "calendar/days-off")["rows"]
            self._off = frozenset(Day.fromisoformat(row["day"]) for row in rows)
        return self._off

    def _holds(self, row: Mapping[str, Any]) -> bool:
        return "from" not in row or choose_row([row], day=self.day, known_on=self.known_on) is not None

    def _parameter(self, path: str) -> Mapping[str, Any]:
        return _shelf(self._tree, "parameters", path)

    def _kind(self, path: str) -> str:
        if path not in self._kinds:
            self._kinds[path] = str(self._tree["units"][self._parameter(path)["unit"]]["kind"])
        return self._kinds[path]

    def _row(self, path: str) -> Mapping[str, Any]:
        if path not in self._rows:
            parameter = self._parameter(path)
            row = choose_row(rows_of(parameter), day=self.day, known_on=self.known_on)
            if row is None:
                raise self._nothing(path, rows_of(parameter))
            self._rows[path] = {**row, "value": self._choices.get(path, row["value"])}
        return self._rows[path]

    def _value_of_kind(self, path: str, asked: str) -> Any:
        kind = self._kind(path)
        if kind != asked:
            raise WrongKindOfValue(path=path, kind=kind, asked=asked, unit=self._parameter(path)["unit"])
        return self.value(path)

    def _nothing(self, path: str, rows: Iterable[Mapping[str, Any]]) -> NoLawOnDay:
        later = choose_row(rows, day=self.day, known_on=None)
        if later is None:
            return NoLawOnDay(path=path, day=self.day)
        published_on = Day.fromisoformat(later["known_from"])
        return NotYetKnown(path=path, day=self.day, known_on=self.known_on, published_on=published_on)


def rows_of(parameter: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the rows of a parameter; a switch is one row whose value is its default."""
    switch = parameter.get("switch")
    return [{**switch, "value": switch["default"]}] if switch else list(parameter["values"])


def choose_row(rows: Iterable[Mapping[str, Any]], *, day: date, known_on: date | None) -> Mapping[str, Any] | None:
    """Choose the row whose period holds `day` and that was published last, up to `known_on`."""
    asked = day.isoformat()
    known = known_on.isoformat() if known_on else "9999-12-31"
    # Days stand in the tree as ISO text, which sorts as the days do.
    holding = [
        row
        for row in rows
        if row.get("from", "") <= asked <= (row.get("to") or "9999-12-31") and row.get("known_from", "") <= known
    ]
    return max(holding, key=lambda row: row.get("known_from", ""), default=None)


def typed(*, value: Any, kind: str) -> Any:
    """Turn what stands in the file into the type that its unit's kind asks for."""
    if kind == "rate":
        return Decimal(str(value))
    if kind == "fraction":
        return Fraction(str(value))
    if kind == "date":
        return date.fromisoformat(value)
    return value


def figure_of(*, path: str, parameter: Mapping[str, Any], row: Mapping[str, Any], value: Any) -> Figure:
    """Make a figure out of one row of a parameter file."""
    return Figure(
        path=path,
        label=in_words(parameter, name="label"),
        unit=parameter["unit"],
        value=value,
        starts_on=date.fromisoformat(row["from"]),
        ends_on=date.fromisoformat(row["to"]) if row.get("to") else None,
        known_from=date.fromisoformat(row["known_from"]),
        mark=row.get("mark", ""),
        source=Citation(document=row["source"]["document"], article=row["source"]["article"]),
        note=row.get("note", ""),
    )


def in_words(item: Mapping[str, Any], *, name: str) -> str:
    """Give `name_vi` to readers of Vietnamese and `name_en` to all others."""
    is_vietnamese = (get_language() or "vi").startswith("vi")
    return str(item.get(f"{name}_vi" if is_vietnamese else f"{name}_en") or item.get(f"{name}_vi") or "")


def is_day_off(*, day: date, days_off: Collection[date]) -> bool:
    """Say whether `day` is a Saturday, a Sunday or in `days_off`."""
    return day.weekday() >= SATURDAY or day in days_off


def first_working_day(*, day: date, days_off: Collection[date]) -> date:
    """Give `day`, or the first working day after it."""
    while is_day_off(day=day, days_off=days_off):
        day += timedelta(days=1)
    return day


def nearest_path(*, path: str, paths: Iterable[str]) -> str:
    """Give the path most like the one asked for, or a dash."""
    close = difflib.get_close_matches(path, list(paths), n=1, cutoff=0.3)
    return close[0] if close else "—"


def _shelf(tree: Tree, shelf: str, path: str) -> Mapping[str, Any]:
    try:
        return cast(Mapping[str, Any], tree[shelf][path])
    except KeyError:
        raise LawPathUnknown(path=path, nearest=nearest_path(path=path, paths=tree[shelf])) from None
