"""What is missing or wrong in the bodies of a cooperative on a day, each with its article and the day to mend it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ecoop.governance.calc.bodies import BODY_WORDS, BodyKind, Governance, PostFacts, PostRole
from ecoop.governance.calc.clashes import BodyRules, Clash, is_foreign_share_kept
from ecoop.kernel.refusals import Citation

# How long before the end of a term the page begins to speak of it; not a rule of law.
SOON_DAYS = 90
DANGER, WARNING, INFO = "danger", "warning", "info"
_ASKED: Mapping[Governance, tuple[BodyKind, ...]] = {
    Governance.FULL: (BodyKind.BOARD, BodyKind.DIRECTOR, BodyKind.SUPERVISORS, BodyKind.LEGAL_REPRESENTATIVE),
    Governance.SIMPLIFIED: (BodyKind.DIRECTOR, BodyKind.CONTROLLER, BodyKind.LEGAL_REPRESENTATIVE),
}
_OFFICIALS_ONLY = frozenset({BodyKind.BOARD, BodyKind.SUPERVISORS})


@dataclass(frozen=True)
class Shortage:
    """One thing that is missing or wrong: in words, with its article, and by when it is to be mended."""

    code: str
    said: str
    law: Citation | None = None
    tone: str = DANGER
    due_on: date | None = None


@dataclass(frozen=True)
class BodiesSeen:
    """What there is on a day: posts, clashes, who is an official member, which representative does not do the work."""

    day: date
    governance: Governance
    is_chosen: bool
    posts: Sequence[PostFacts]
    clashes: Sequence[Clash] = ()
    officials: Collection[UUID] = ()
    absent_since: Mapping[UUID, date] | None = None
    board_met_on: date | None = None
    board_due_on: date | None = None
    # What the law asks of this size; empty where the size is not known or leaves a choice.
    asked_governance: str = ""

    def list_in(self, *, body: BodyKind) -> list[PostFacts]:
        """List who is in a body."""
        return [post for post in self.posts if post.body is body]


def list_shortages(*, seen: BodiesSeen, rules: BodyRules) -> list[Shortage]:
    """List what is missing or wrong in the bodies of a cooperative, the gravest first.

    Law: L17 Arts 11, 56, 62, 65, 68, 69, 71, 72
    """
    found = [
        *_of_governance(seen, rules),
        *_of_sizes(seen, rules),
        *_of_posts(seen, rules),
        *_of_clashes(seen),
        *_of_representatives(seen, rules),
        *_of_meetings(seen, rules),
    ]
    order = (DANGER, WARNING, INFO)
    return sorted(found, key=lambda one: order.index(one.tone))


def _of_governance(seen: BodiesSeen, rules: BodyRules) -> Iterator[Shortage]:
    if not seen.is_chosen:
        said = _("The charter does not say whether governance is full or simplified; it is taken as full.")
        yield Shortage("governance-not-chosen", said, rules.law["model"], WARNING)
    if seen.asked_governance == Governance.FULL and seen.governance is Governance.SIMPLIFIED:
        said = _("The law asks for full governance at this size; the nearest meeting must decide the change.")
        yield Shortage("governance-too-simple", said, rules.law["model"])


def _of_sizes(seen: BodiesSeen, rules: BodyRules) -> Iterator[Shortage]:
    for body in _ASKED[seen.governance]:
        here = seen.list_in(body=body)
        least, most = rules.sizes.get(body, (1, 0))
        label, law = BODY_WORDS[body], rules.law[body]
        if not here:
            yield Shortage(f"no-{body}", _("Nobody holds this post: {body}.").format(body=label), law)
        elif len(here) < least:
            said = _("{count} in this body ({body}); at least {least} are needed.")
            yield Shortage(f"few-{body}", said.format(count=len(here), body=label, least=least), law)
        elif most and len(here) > most:
            said = _("{count} in this body ({body}); at most {most} are allowed.")
            yield Shortage(f"many-{body}", said.format(count=len(here), body=label, most=most), law)
    board = seen.list_in(body=BodyKind.BOARD)
    if board and not any(post.role is PostRole.CHAIR for post in board):
        yield Shortage("no-chair", _("The board has no chair."), rules.law[BodyKind.BOARD])
    if not is_foreign_share_kept(board=board, rules=rules):
        foreign = sum(post.is_foreign for post in board)
        said = _("{foreign} of {count} on the board are foreign.").format(foreign=foreign, count=len(board))
        yield Shortage("foreign-board", said, rules.law["foreign"])


def _of_posts(seen: BodiesSeen, rules: BodyRules) -> Iterator[Shortage]:
    for post in seen.posts:
        words: dict[str, Any] = {"name": post.person_name, "body": post.body_label}
        if post.is_past_term_on(day=seen.day):
            said = _("The term of {name} ({body}) is over since {day}; elect anew.")
            yield Shortage("term-over", said.format(**words, day=f"{post.ends_on:%d/%m/%Y}"), rules.law["term"])
        elif post.ends_on and post.ends_on <= seen.day + timedelta(days=SOON_DAYS):
            said = _("The term of {name} ({body}) ends on {day}.").format(**words, day=f"{post.ends_on:%d/%m/%Y}")
            yield Shortage("term-ends", said, rules.law["term"], WARNING, post.ends_on)
        if post.body in _OFFICIALS_ONLY and post.member_id not in seen.officials:
            said = _("{name} is no longer an official member and still holds a post: {body}.").format(**words)
            yield Shortage("not-official", said, rules.law[post.body])


def _of_clashes(seen: BodiesSeen) -> Iterator[Shortage]:
    for clash in seen.clashes:
        first, second = clash.first, clash.second
        if clash.is_family:
            said = _("{name} ({body}) and {other} ({other_body}) are family.")
        else:
            said = _("{name} holds two posts that exclude each other: {body} and {other_body}.")
        words = said.format(
            name=first.person_name,
            body=first.body_label,
            other=second.person_name,
            other_body=second.body_label,
        )
        yield Shortage("family" if clash.is_family else "two-posts", words, clash.law)


def _of_representatives(seen: BodiesSeen, rules: BodyRules) -> Iterator[Shortage]:
    here = seen.list_in(body=BodyKind.LEGAL_REPRESENTATIVE)
    law = rules.law[BodyKind.LEGAL_REPRESENTATIVE]
    if here and not any(post.is_resident for post in here):
        yield Shortage("no-resident", _("No legal representative lives in Vietnam."), law)
    absent = seen.absent_since or {}
    if len(here) != 1 or here[0].id not in absent:
        return
    since_on = absent[here[0].id]
    meet_from, words = since_on + timedelta(days=rules.absent_days), {"name": here[0].person_name}
    words["day"] = f"{since_on:%d/%m/%Y}"
    due_on = meet_from + timedelta(days=rules.meeting_days)
    if seen.day < meet_from:
        said = _("{name}, the only legal representative, has not done the work since {day}.").format(**words)
        yield Shortage("representative-absent", said, law, WARNING, meet_from)
    else:
        said = _("{name}, the only legal representative, has not done the work since {day}; meet to name another.")
        yield Shortage("representative-gone", said.format(**words), rules.law["meeting"], DANGER, due_on)


def _of_meetings(seen: BodiesSeen, rules: BodyRules) -> Iterator[Shortage]:
    if seen.board_due_on is None or not seen.list_in(body=BodyKind.BOARD):
        return
    law = rules.law["board_meets"]
    if seen.day > seen.board_due_on:
        said = _("The board had to meet by {day}.").format(day=f"{seen.board_due_on:%d/%m/%Y}")
        yield Shortage("board-must-meet", said, law, DANGER, seen.board_due_on)
