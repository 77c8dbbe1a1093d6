"""The text of minutes, block by block: what the PDF sets and the DOCX holds is one and the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ecoop.governance.calc.meetings import Status
from ecoop.governance.queries.minutes import NAMES_MAX, Minutes, MinutesItem, MinutesMotion, VoteLine
from ecoop.kernel.dates import VIETNAM, format_day


@dataclass(frozen=True)
class Block:
    """A piece of the minutes: a heading, a paragraph, or a table with its head in the first row."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def list_blocks(*, minutes: Minutes) -> list[Block]:
    """List the blocks of minutes, in the active language.

    Law:     L17 Art. 57, clause 4
    Queries: 0
    """
    return [
        *_call(minutes),
        *_who_came(minutes),
        Block("heading", _("Agenda")),
        *(Block("text", f"{item.item.position}. {item.item.title}{_added(item)}") for item in minutes.items),
        *(block for item in minutes.items for block in _item(item)),
        *_end(minutes),
        *_register(minutes),
    ]


def signatories(*, minutes: Minutes) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give who signs: the secretary and the chair, each with the name.

    Queries: 0
    """
    opened = minutes.meeting.opened
    names = (opened.secretary, opened.chair) if opened else ("", "")
    return (_("SECRETARY"), names[0]), (_("CHAIR OF THE MEETING"), names[1])


def _call(minutes: Minutes) -> Iterator[Block]:
    meeting = minutes.meeting
    yield Block("heading", _("The call"))
    yield Block("text", _("Meeting: {kind}, call number {convening}").format(
        kind=meeting.kind_label, convening=meeting.convening))  # fmt: skip
    yield Block("text", _("Called by: {convener} ({who}), on {day}").format(
        convener=meeting.convener, who=meeting.convener_label, day=format_day(meeting.called_on)))  # fmt: skip
    if meeting.asked_on:
        yield Block("text", _("On request of {asker} of {day}, signed by {count}").format(
            asker=meeting.asker_label, day=format_day(meeting.asked_on), count=meeting.asking))  # fmt: skip
    if meeting.noticed:
        yield Block("text", _("Notice sent: {moment}").format(moment=_moment(meeting.noticed.at)))
    where = ", ".join(part for part in (meeting.place, meeting.link) if part)
    yield Block("text", _("Held: {moment}, {where}, {mode}").format(
        moment=_moment(meeting.opened.at if meeting.opened else meeting.starts_at), where=where,
        mode=meeting.mode_label))  # fmt: skip
    if meeting.opened:
        yield Block("text", _("Chair: {chair}. Secretary: {secretary}.").format(
            chair=meeting.opened.chair, secretary=meeting.opened.secretary))  # fmt: skip


def _who_came(minutes: Minutes) -> Iterator[Block]:
    seen = minutes.opening
    yield Block("heading", _("Who attended"))
    yield Block("table", "", (
        (_("Reckoning"), _("Number"), _("Article")),
        *((step.label, str(step.value), step.article.article if step.article else "") for step in seen.steps),
        (_("Here when the meeting opened"), str(seen.here), ""),
        (_("Votes they carry"), str(seen.carried_votes), ""),
        (_("Guests without a vote"), str(seen.guests), ""),
    ))  # fmt: skip
    enough = _("There were enough to meet.") if seen.is_quorate else _("There were too few to meet.")
    yield Block("text", enough)


def _item(item: MinutesItem) -> Iterator[Block]:
    yield Block("heading", f"{item.item.position}. {item.item.title}")
    if item.item.text:
        yield Block("text", item.item.text)
    for note in item.notes:
        yield Block("text", note)
    for motion in item.motions:
        yield from _motion(motion)


def _motion(motion: MinutesMotion) -> Iterator[Block]:
    yield Block("text", _("Put to the vote: {title} ({matter})").format(
        title=motion.motion.title, matter=motion.matter_label))  # fmt: skip
    if motion.motion.text:
        yield Block("text", motion.motion.text)
    if not motion.votes:
        yield Block("text", _("No vote was held on it."))
    for vote in motion.votes:
        yield Block("table", "", tuple(_vote_rows(vote)))
        if vote.result.is_passed:
            yield Block("text", _("Passed. Resolution {number}.").format(number=vote.number))
        else:
            yield Block("text", _("Not passed."))


def _vote_rows(vote: VoteLine) -> Iterator[tuple[str, ...]]:
    yield (_("Reckoning"), _("Value"), _("Article"))
    yield (_("Secret ballot") if vote.ballot.is_secret else _("Open vote"), "", "")
    if vote.result.elected:
        for each in vote.result.elected.candidates:
            outcome = _("elected") if each.is_elected else ""
            yield (each.option.label, str(each.votes), outcome)
    for step in vote.result.steps:
        yield (step.label, str(step.value), step.article.article if step.article else "")


def _end(minutes: Minutes) -> Iterator[Block]:
    meeting = minutes.meeting
    for note in minutes.notes:
        yield Block("text", note)
    if meeting.concluded:
        yield Block("text", _("The meeting ended: {moment}").format(moment=_moment(meeting.concluded.at)))
    if meeting.status is Status.ADJOURNED and meeting.adjourned:
        yield Block("text", _("Too few attended, so the meeting ended without deciding: {moment}").format(
            moment=_moment(meeting.adjourned.at)))  # fmt: skip
    signing = meeting.signing
    if signing and signing.refusal:
        yield Block("text", _("Refusal to sign: {refusal}. {signed} of {attended} attendees signed instead.").format(
            refusal=signing.refusal, signed=signing.attendees_signed, attended=signing.attended))  # fmt: skip


def _register(minutes: Minutes) -> Iterator[Block]:
    if not minutes.attended:
        return
    yield Block("heading", _("Register of attendance"))
    yield Block("table", "", tuple(_register_rows(minutes)))
    more = len(minutes.attended) - NAMES_MAX
    if more > 0:
        yield Block("text", _("and {count} more, in the register kept with the meeting").format(count=more))


def _register_rows(minutes: Minutes) -> Iterator[tuple[str, ...]]:
    yield (_("Number"), _("Name"), _("Attended"), _("Votes"), _("Came at"), _("Left at"))
    for each in minutes.attended[:NAMES_MAX]:
        how = _("by proxy: {holder}").format(holder=each.holder_name) if each.holder_name else each.means_label
        left = _hour(each.left_at) if each.left_at else ""
        yield (each.member_number, each.member_name, how, str(each.carries), _hour(each.came_at), left)


def _added(item: MinutesItem) -> str:
    return " " + _("(added on request of members)") if item.item.is_added else ""


def _moment(at: datetime) -> str:
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {format_day(local.date())}"


def _hour(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M}"
