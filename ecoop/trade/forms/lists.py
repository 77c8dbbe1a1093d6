"""What people ask of a list of documents."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ecoop.kernel.dates import next_month_start
from ecoop.trade.errors import CHANNELS, MEANS
from ecoop.trade.queries import PlaceFacts, Wanted
from ecoop.web.fields import MonthField, day_field

ANY = ("", _("All"))


class ListForm(forms.Form):
    """What to look for in a list of documents. A wish that cannot be read is no wish."""

    q = forms.CharField(
        label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    month = MonthField(label=_("Month"), required=False)
    from_on = day_field(label=_("From"), required=False)
    until_on = day_field(label=_("Until"), required=False)
    means = forms.ChoiceField(label=_("Paid by"), required=False, choices=[ANY, *MEANS.items()])

    def __init__(
        self,
        given: Mapping[str, Any],
        *,
        places: Sequence[PlaceFacts] = (),
        has_channels: bool = False,
        more: tuple[str, Any, Mapping[str, Any]] | None = None,
    ) -> None:
        super().__init__({**_days_of_period(given), **{name: given.get(name, "") for name in given}})
        self.more = more[0] if more else ""
        if more:
            name, label, choices = more
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[ANY, *choices.items()])
        if len(places) > 1:
            named = [(str(place.id), place.name) for place in places]
            self.fields["place"] = forms.ChoiceField(label=_("Place"), required=False, choices=[ANY, *named])
        if has_channels:
            self.fields["channel"] = forms.ChoiceField(
                label=_("Channel"), required=False, choices=[ANY, *CHANNELS.items()]
            )
        self.is_valid()

    @property
    def wanted(self) -> Wanted:
        """Give what is asked for, as far as it can be read."""
        asked = self.cleaned_data
        month, until = asked.get("month"), asked.get("until_on")
        after = _day_after(until) if until else None
        return Wanted(
            starts_on=month or asked.get("from_on"),
            ends_before=next_month_start(month) if month else after,
            words=asked.get("q") or "",
            means=asked.get("means") or "",
            place_id=UUID(asked["place"]) if asked.get("place") else None,
            channel=asked.get("channel") or "",
            more={self.more: asked.get(self.more) or ""} if self.more else {},
        )

    @property
    def is_asking(self) -> bool:
        """Tell whether anything at all is asked for."""
        return any(self.cleaned_data.values())

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Give the two questions most often asked."""
        return [self["q"], self["month"]]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """Give the other questions."""
        return [self[name] for name in self.fields if name not in ("q", "month")]

    @property
    def is_asking_more(self) -> bool:
        """Tell whether one of the other questions is asked."""
        return any(self.cleaned_data.get(name) for name in self.fields if name not in ("q", "month"))


def _days_of_period(given: Mapping[str, Any]) -> dict[str, str]:
    """Turn a year, or a quarter of it, as figures of the tax link to it, into its days."""
    year, quarter = given.get("year", ""), given.get("quarter", "")
    if not (year.isdecimal() and 2000 <= int(year[:5]) <= 2100):
        return {}
    first = int(quarter) * 3 - 2 if quarter in ("1", "2", "3", "4") else 1
    last = first + 2 if quarter in ("1", "2", "3", "4") else 12
    ends_before = next_month_start(date(int(year), last, 1))
    return {"from_on": f"{year}-{first:02}-01", "until_on": (ends_before - timedelta(days=1)).isoformat()}


def _day_after(on: date) -> date | None:
    return on + timedelta(days=1) if on < date.max else None
