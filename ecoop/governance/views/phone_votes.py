"""Voting on one's own phone, by the personal pass of the meeting or from one's household.

The box is the one address here that knows nobody: it takes no session, no cookie and no referrer, and the request log
leaves it out.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.actions.cast_vote import cast_vote
from ecoop.governance.actions.drop_in_box import drop_in_box
from ecoop.governance.actions.hand_out_ballots import sign_ballots
from ecoop.governance.calc.ballots import message_of
from ecoop.governance.calc.votes import SEPARATOR, VoteMeans, read_choice
from ecoop.governance.errors.votes import BallotUnknown, BallotUnreadable, ChoiceUnknown, VotedAlready
from ecoop.governance.forms.votes import choices_of
from ecoop.governance.queries.floor import PhonePage, Seat, find_own_seat, get_phone_page
from ecoop.governance.queries.meetings import get_meeting
from ecoop.governance.queries.passes import find_pass
from ecoop.governance.queries.vote_results import get_ballot_list
from ecoop.governance.queries.votes import BallotFacts, find_vote, get_ballot
from ecoop.governance.views.hall import send_if_new
from ecoop.governance.views.vote_words import name_choice
from ecoop.governance.views.votes import list_as_file
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.walls import inside_organisation

NOTHING_TO_SAY = 204
REFUSED = 409
# A delegate of a thousand members asks for a thousand signatures of 512 letters.
BODY_MAX = 2 * 2**20


@dataclass(frozen=True)
class Door:
    """Through which a member came: the place in the meeting, and the addresses on this way."""

    seat: Seat
    person_id: UUID | None
    address: str

    def address_of(self, ballot_id: UUID, noun: str) -> str:
        """Give an address of a ballot on this way."""
        return f"{self.address}{ballot_id}/{noun}/"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_pass_ballot(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is being voted on to the holder of a pass, and take the vote."""
    return _vote(request, _door_of_pass(token))


@never_cache
@require_POST
def sign_for_pass(request: HttpRequest, token: str, ballot_id: UUID) -> HttpResponse:
    """Sign the blinded ballots of the holder of a pass."""
    return _sign(request, _door_of_pass(token), ballot_id)


@require_safe
def give_list_to_pass(request: HttpRequest, token: str, ballot_id: UUID) -> HttpResponse:
    """Give the published list to the holder of a pass, so that their phone finds its ballot in it."""
    return _give(_door_of_pass(token), ballot_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="own-share.read")
def show_own_ballot(request: HttpRequest, acting: Acting, org_id: UUID) -> HttpResponse:
    """Show a household what its cooperative is voting on, and take the vote."""
    return _vote(request, _door_of_household(acting, org_id))


@require_POST
@acts(may="own-share.read")
def sign_for_household(request: HttpRequest, acting: Acting, org_id: UUID, ballot_id: UUID) -> HttpResponse:
    """Sign the blinded ballots of a household."""
    return _sign(request, _door_of_household(acting, org_id), ballot_id)


@require_safe
@acts(may="own-share.read")
def give_list_to_household(request: HttpRequest, acting: Acting, org_id: UUID, ballot_id: UUID) -> HttpResponse:
    """Give the published list to a household."""
    return _give(_door_of_household(acting, org_id), ballot_id)


@csrf_exempt
@never_cache
@require_POST
def take_into_box(request: HttpRequest, org_id: UUID, ballot_id: UUID) -> HttpResponse:
    """Take a ballot from nobody in particular; the answer and the log say nothing about it."""
    with inside_organisation(org_id=org_id, person_id=None):
        response = _answer(lambda: _drop(request, org_id, ballot_id))
    response.leaves_no_line = True  # type: ignore[attr-defined]
    return response


def _drop(request: HttpRequest, org_id: UUID, ballot_id: UUID) -> HttpResponse:
    said = _read(request)
    try:
        token, choice, signature = (str(said[name]) for name in ("token", "choice", "signature"))
    except (KeyError, TypeError) as problem:
        raise BallotUnreadable from problem
    drop_in_box(org_id=org_id, ballot_id=ballot_id, token=token, choice=choice, signature=signature)
    return HttpResponse(status=NOTHING_TO_SAY)


def _vote(request: HttpRequest, door: Door) -> HttpResponse:
    with inside_organisation(org_id=door.seat.org_id, person_id=door.person_id):
        if request.method == "POST":
            return _take(request, door)
        page = get_phone_page(seat=door.seat, at=timezone.now())
        return send_if_new(request, page.stamp, lambda: _draw(request, door, page))


def _take(request: HttpRequest, door: Door) -> HttpResponse:
    """Ask once more what was chosen, and take the vote when that was confirmed."""
    is_sure = "confirmed" in request.POST
    try:
        ballot_id = UUID(request.POST.get("ballot", ""))
        vote_id = UUID(request.POST.get("vote", "")) if is_sure else uuid4()
    except ValueError as problem:
        raise Http404 from problem
    choice = SEPARATOR.join(request.POST.getlist("choice"))
    if not is_sure:
        return _ask(request, door, _ballot_of(door.seat, ballot_id), choice, vote_id)
    _cast(door.seat, ballot_id, choice, vote_id)
    return redirect(door.address)


def _cast(seat: Seat, ballot_id: UUID, choice: str, vote_id: UUID) -> None:
    try:
        cast_vote(
            org_id=seat.org_id,
            ballot_id=ballot_id,
            member_id=seat.member_id,
            choice=choice,
            means=VoteMeans.PHONE,
            entered_by=None,
            vote_id=vote_id,
            now=timezone.now(),
            meeting_id=seat.meeting_id,
        )
    except VotedAlready:
        # Asked again under a new id because the answer got lost: the same choice is the vote that stands.
        if not _is_cast(seat, ballot_id, choice):
            raise


def _ask(request: HttpRequest, door: Door, ballot: BallotFacts, choice: str, vote_id: UUID) -> HttpResponse:
    written = read_choice(text=choice, options=ballot.options, seats=ballot.seats)
    if written is None:
        raise ChoiceUnknown(seats=ballot.seats)
    words = name_choice(choice=written, options=ballot.options)
    given = {"ballot": ballot, "choice": written, "words": words, "vote_id": vote_id, "door": door}
    return render(request, "governance/phone_confirm.html", given)


def _is_cast(seat: Seat, ballot_id: UUID, choice: str) -> bool:
    """Tell whether this member's vote is this choice."""
    ballot = _ballot_of(seat, ballot_id)
    standing = find_vote(org_id=seat.org_id, ballot_id=ballot_id, member_id=seat.member_id)
    written = read_choice(text=choice, options=ballot.options, seats=ballot.seats)
    return standing is not None and standing.choice == written


def _draw(request: HttpRequest, door: Door, page: PhonePage) -> HttpResponse:
    ballot = page.ballot
    given = {
        "page": page,
        "ballot": ballot,
        "door": door,
        "meeting": get_meeting(org_id=door.seat.org_id, meeting_id=door.seat.meeting_id),
        "choices": choices_of(ballot) if ballot else [],
        "voted": name_choice(choice=page.vote.choice, options=ballot.options) if ballot and page.vote else "",
    }
    if ballot and ballot.is_secret:
        given["key_data"] = "".join(ballot.public_key.splitlines()[1:-1])
        given["message"] = message_of(ballot_id=ballot.id).hex()
        given["box_url"] = reverse("governance:box", args=[door.seat.org_id, ballot.id])
        given["sign_url"] = door.address_of(ballot.id, "signatures")
        given["list_url"] = door.address_of(ballot.id, "list")
    part = "governance/phone_ballot.html" if getattr(request, "htmx", False) else "governance/phone_vote.html"
    return render(request, part, given)


def _sign(request: HttpRequest, door: Door, ballot_id: UUID) -> HttpResponse:
    with inside_organisation(org_id=door.seat.org_id, person_id=door.person_id):
        return _answer(lambda: _signed(request, door.seat, ballot_id))


def _signed(request: HttpRequest, seat: Seat, ballot_id: UUID) -> HttpResponse:
    try:
        blinded = [bytes.fromhex(each) for each in _read(request)["blinded"]]
    except (KeyError, TypeError, ValueError) as problem:
        raise BallotUnreadable from problem
    ballot = _ballot_of(seat, ballot_id)
    signed = sign_ballots(
        org_id=seat.org_id, ballot_id=ballot.id, member_id=seat.member_id, blinded=blinded, now=timezone.now()
    )
    return JsonResponse({"signatures": [each.hex() for each in signed]})


def _answer(act: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a script: what it asked for, or why not."""
    try:
        return act()
    except Refusal as refusal:
        return JsonResponse(refusal.as_dict(), status=REFUSED)


def _give(door: Door, ballot_id: UUID) -> HttpResponse:
    with inside_organisation(org_id=door.seat.org_id, person_id=door.person_id):
        ballot = _ballot_of(door.seat, ballot_id)
        return list_as_file(get_ballot_list(org_id=door.seat.org_id, ballot_id=ballot.id), ballot.id)


def _ballot_of(seat: Seat, ballot_id: UUID) -> BallotFacts:
    """Get a ballot of this very meeting: a pass of another one, lost long ago perhaps, opens nothing here."""
    ballot = get_ballot(org_id=seat.org_id, ballot_id=ballot_id)
    if ballot.meeting_id != seat.meeting_id:
        raise BallotUnknown
    return ballot


def _read(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > BODY_MAX:
        raise BallotUnreadable
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as problem:
        raise BallotUnreadable from problem
    if not isinstance(said, dict):
        raise BallotUnreadable
    return said


def _door_of_pass(token: str) -> Door:
    found = find_pass(token=token)
    if found is None:
        raise Http404
    seat = Seat(found.org_id, found.meeting_id, found.member_id)
    return Door(seat, None, reverse("governance:pass-ballot", args=[token]))


def _door_of_household(acting: Acting, org_id: UUID) -> Door:
    seat = find_own_seat(member_org_id=acting.org_id, org_id=org_id)
    if seat is None:
        raise Http404
    return Door(seat, acting.person_id, reverse("governance:own-ballot", args=[acting.org_slug, org_id]))
