"""The counting page of the chair: open, enter, hand out, count, close."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.actions.cast_vote import cast_votes
from ecoop.governance.actions.close_vote import close_vote, give_up_vote
from ecoop.governance.actions.enter_counts import enter_hand_count, enter_paper_count
from ecoop.governance.actions.hand_out_ballots import hand_out_paper
from ecoop.governance.actions.keep_meeting_paper import keep_meeting_paper
from ecoop.governance.actions.open_box import open_box
from ecoop.governance.actions.open_vote import open_vote
from ecoop.governance.calc.votes import SEPARATOR, CountSource, VoteMeans
from ecoop.governance.forms.votes import CountForm, GivingUpForm, VotesEntryForm
from ecoop.governance.queries.attending import list_present
from ecoop.governance.queries.counting import get_counting_now, get_counting_page, get_votes_page
from ecoop.governance.queries.vote_results import get_ballot_list
from ecoop.governance.queries.votes import BallotFacts, get_ballot
from ecoop.governance.views.hall import send_if_new
from ecoop.kernel.refusals import Refusal

UNREADABLE = 422
FIND_MAX = 60


@require_safe
@acts(may="meetings.read")
def show_votes(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Show what a meeting votes on, and how each vote went."""
    page = get_votes_page(org_id=acting.org_id, meeting_id=meeting_id, at=timezone.now())
    given = {"page": page, "may_open": acting.may("meetings.manage"), "may_count": acting.may("votes.count")}
    return render(request, "governance/votes.html", given)


@require_safe
@acts(may="meetings.read")
def show_ballot(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """Show one ballot: what is still to do while it is open, and the result with its arithmetic afterwards.

    The figures of an open ballot are asked for by themselves, every few seconds, and sent when they are new.
    """
    ballot = get_ballot(org_id=acting.org_id, ballot_id=ballot_id)
    if "now" not in request.GET:
        return _show(request, acting, ballot)
    if not ballot.is_open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = get_counting_now(org_id=acting.org_id, ballot=ballot, at=timezone.now())
    given = {"page": page, "ballot": ballot}
    return send_if_new(request, page.stamp, lambda: render(request, "governance/parts/counting.html", given))


@require_POST
@acts(may="meetings.manage")
def open_ballot(request: HttpRequest, acting: Acting, motion_id: UUID) -> HttpResponse:
    """Put a motion to the vote."""
    ballot_id = open_vote(org_id=acting.org_id, motion_id=motion_id, by=acting.person_id, now=timezone.now())
    return redirect("governance:ballot", acting.org_slug, ballot_id)


@require_POST
@acts(may="votes.count")
def enter_votes(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """Enter one choice for the members ticked in the list."""
    form = VotesEntryForm(request.POST)
    if form.is_valid():
        cast_votes(
            org_id=acting.org_id,
            ballot_id=ballot_id,
            member_ids=form.cleaned_data["members"],
            choice=SEPARATOR.join(request.POST.getlist("choice")),
            means=VoteMeans.SHOW_OF_HANDS,
            entered_by=acting.person_id,
            now=timezone.now(),
        )
    return redirect("governance:ballot", acting.org_slug, ballot_id)


@require_POST
@acts(may="votes.count")
def enter_hands(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """Enter how many hands were counted."""
    ballot = get_ballot(org_id=acting.org_id, ballot_id=ballot_id)
    form = CountForm(request.POST, None, ballot=ballot, source=CountSource.HANDS)
    if form.is_valid():
        said, count_id = form.cleaned_data["text"], form.cleaned_data["id"]
        count = {"tallies": form.tallies, "text": said, "count_id": count_id}
        try:
            enter_hand_count(
                org_id=acting.org_id, ballot_id=ballot_id, by=acting.person_id, now=timezone.now(), **count
            )
            return redirect("governance:ballot", acting.org_slug, ballot_id)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    return _show(request, acting, ballot, hands=form)


@require_POST
@acts(may="votes.count")
def enter_paper(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """Enter the totals of the paper ballots with their count record."""
    ballot = get_ballot(org_id=acting.org_id, ballot_id=ballot_id)
    form = CountForm(request.POST, request.FILES, ballot=ballot, source=CountSource.PAPER)
    if form.is_valid():
        try:
            _keep_and_count(acting, ballot, form)
            return redirect("governance:ballot", acting.org_slug, ballot_id)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.said_text} {refusal.remedy_text}")
    return _show(request, acting, ballot, paper=form)


@require_POST
@acts(may="votes.count")
def hand_out(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """Note who was handed paper ballots: those ticked, or everybody who has none."""
    now = timezone.now()
    form = VotesEntryForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["members"]
        if "rest" in request.POST:
            ballot = get_ballot(org_id=acting.org_id, ballot_id=ballot_id)
            here = list_present(org_id=acting.org_id, meeting_id=ballot.meeting_id, at=now)
            chosen = [each.member_id for each in here if each.carries]
        hand_out_paper(org_id=acting.org_id, ballot_id=ballot_id, member_ids=chosen, by=acting.person_id, now=now)
    return redirect("governance:ballot", acting.org_slug, ballot_id)


@require_POST
@acts(may="votes.count")
def open_the_box(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """End the handing out and let ballots be dropped."""
    open_box(org_id=acting.org_id, ballot_id=ballot_id, by=acting.person_id, now=timezone.now())
    return redirect("governance:ballot", acting.org_slug, ballot_id)


@require_POST
@acts(may="votes.count")
def close_ballot(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """Close a ballot: count it, or give it up with a reason."""
    if "give_up" in request.POST:
        form = GivingUpForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        give_up_vote(org_id=acting.org_id, ballot_id=ballot_id, reason=reason, by=acting.person_id, now=timezone.now())
    else:
        close_vote(org_id=acting.org_id, ballot_id=ballot_id, by=acting.person_id, now=timezone.now())
    return redirect("governance:ballot", acting.org_slug, ballot_id)


@require_safe
@acts(may="meetings.read")
def give_list(request: HttpRequest, acting: Acting, ballot_id: UUID) -> HttpResponse:
    """Give the published list of a closed box as a file."""
    return list_as_file(get_ballot_list(org_id=acting.org_id, ballot_id=ballot_id), ballot_id)


def list_as_file(text: str | None, ballot_id: UUID) -> HttpResponse:
    """Send a published list; while there is none there is nothing."""
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="ballots-{ballot_id}.json"'
    return response


def _keep_and_count(acting: Acting, ballot: BallotFacts, form: CountForm) -> None:
    now, paper = timezone.now(), form.paper
    paper_id = None
    if paper:
        paper_id = keep_meeting_paper(
            org_id=acting.org_id, meeting_id=ballot.meeting_id, draft=paper, by=acting.person_id, now=now
        )
    enter_paper_count(
        org_id=acting.org_id,
        ballot_id=ballot.id,
        tallies=form.tallies,
        handed_in=form.cleaned_data["handed_in"],
        spoilt=form.cleaned_data["spoilt"],
        paper_id=paper_id,
        text=form.cleaned_data["text"],
        by=acting.person_id,
        now=now,
        count_id=form.cleaned_data["id"],
    )


def _show(
    request: HttpRequest,
    acting: Acting,
    ballot: BallotFacts,
    *,
    hands: CountForm | None = None,
    paper: CountForm | None = None,
) -> HttpResponse:
    find = request.GET.get("q", "")[:FIND_MAX]
    after = request.GET.get("cursor", "")[:FIND_MAX]
    page = get_counting_page(org_id=acting.org_id, ballot=ballot, at=timezone.now(), find=find, after=after)
    given = {
        "page": page,
        "ballot": ballot,
        "may_count": acting.may("votes.count"),
        "hands": hands or CountForm(None, None, ballot=ballot, source=CountSource.HANDS),
        "paper": paper or CountForm(None, None, ballot=ballot, source=CountSource.PAPER),
        "giving_up": GivingUpForm(),
    }
    return render(request, "governance/ballot.html", given, status=UNREADABLE if hands or paper else 200)
