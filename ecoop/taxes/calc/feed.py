"""A calendar as calendar programs read it: whole days, without names and amounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

# Three days before, at eight in the morning.
_REMIND = timedelta(days=-3, hours=8)
_FRESH_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class FeedEntry:
    """One duty as a calendar shows it."""

    code: str
    period: str
    title: str
    text: str
    due_on: date
    is_settled: bool


def write_calendar(*, entries: Iterable[FeedEntry], feed_id: UUID, now: datetime) -> bytes:
    """Write duties as an iCalendar file: whole days, which no time zone can move.

    Shape:  RFC 5545; the id of an entry stays the same while its day moves
    """
    calendar = Calendar()
    calendar.add("prodid", "-//ecoop//duties//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Tax calendar"))
    calendar.add("refresh-interval", _FRESH_FOR, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for entry in entries:
        calendar.add_component(_event(entry, feed_id, now))
    return bytes(calendar.to_ical())


def _event(entry: FeedEntry, feed_id: UUID, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.code}-{entry.period}-{feed_id.hex[-12:]}@ecoop")
    event.add("dtstamp", now)
    event.add("dtstart", entry.due_on)
    event.add("dtend", entry.due_on + timedelta(days=1))
    event.add("summary", f"✓ {entry.title}" if entry.is_settled else entry.title)
    event.add("description", entry.text)
    # A day to keep in mind does not make anybody busy.
    event.add("transp", "TRANSPARENT")
    if not entry.is_settled:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: FeedEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", _REMIND)
    return alarm
