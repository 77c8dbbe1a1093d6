"""Pages of papers: the notice and the passes to print, the minutes as PDF and DOCX, signatures, kept papers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.governance.actions.keep_meeting_paper import keep_meeting_paper
from ecoop.governance.actions.sign_minutes import sign_minutes, write_note
from ecoop.governance.calc.meetings import Status
from ecoop.governance.errors.meetings import PaperUnknown
from ecoop.governance.forms.meetings import MeetingPaperForm, NoteForm, SigningForm
from ecoop.governance.queries.meeting_papers import get_meeting_paper, list_meeting_papers
from ecoop.governance.queries.meetings import list_agenda
from ecoop.governance.queries.minutes import get_minutes
from ecoop.governance.queries.minutes_docx import DOCX_TYPE, write_minutes
from ecoop.governance.queries.notices import print_minutes, print_notice, print_passes
from ecoop.governance.views.meetings import MANAGE, READ, act, meeting_or_404, sent, to_meeting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.originals import hand_out
from ecoop.kernel.paper import answer_with_pdf
from ecoop.web.refused import done


@require_safe
@acts(may=READ)
def show_notice(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Print the notice to hang up and send."""
    meeting = meeting_or_404(acting, meeting_id)
    paper = print_notice(org_id=acting.org_id, meeting=meeting, made_at=timezone.now())
    return answer_with_pdf(name=f"thong-bao-moi-hop-{meeting.starts_on}", paper=paper)


@require_safe
@acts(may=MANAGE)
def show_passes(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Print the next slips with the personal passes, or those of some members."""
    meeting = meeting_or_404(acting, meeting_id)
    only = _members(request)
    root = request.build_absolute_uri("/")
    given: dict[str, Any] = {"root": root, "after": request.GET.get("cursor", "")[:20], "only": only}
    paper = print_passes(org_id=acting.org_id, meeting=meeting, made_at=timezone.now(), **given)
    if paper is None:
        raise Http404
    return answer_with_pdf(name=f"phieu-du-hop-{meeting.starts_on}", paper=paper)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=READ, may_post=MANAGE)
def show_minutes(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Show the minutes as they write themselves; add what was said."""
    now, meeting = timezone.now(), meeting_or_404(acting, meeting_id)
    items = [(str(item.id), f"{item.position}. {item.title}") for item in list_agenda(**_of(acting, meeting_id))]
    form = NoteForm(sent(request), items=items)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        note = {"text": said["text"], "item_id": UUID(said["item"]) if said["item"] else None, "note_id": said["id"]}
        if done(form, do=lambda: write_note(meeting_id=meeting_id, **note, **act(acting, now))):
            return redirect("governance:minutes", acting.org_slug, meeting_id)
    shown = {
        "meeting": meeting,
        "minutes": get_minutes(at=now, **_of(acting, meeting_id)),
        "form": form,
        "signing": SigningForm(initial={"signed_on": vietnam_day(now)}),
        "may": acting.may(MANAGE),
        "may_note": meeting.status in {Status.OPEN, Status.CONCLUDED, Status.ADJOURNED},
    }
    return render(request, "governance/minutes.html", shown, status=422 if form.is_bound else 200)


@require_safe
@acts(may=READ)
def give_minutes(request: HttpRequest, acting: Acting, meeting_id: UUID, form: str) -> HttpResponse:
    """Give the minutes as PDF to sign or as DOCX to edit."""
    meeting_or_404(acting, meeting_id)
    now = timezone.now()
    minutes = get_minutes(at=now, **_of(acting, meeting_id))
    name = f"bien-ban-{minutes.meeting.starts_on}"
    if form == "pdf":
        return answer_with_pdf(name=name, paper=print_minutes(minutes=minutes, made_at=now))
    if form != "docx":
        raise Http404
    answer = HttpResponse(write_minutes(minutes=minutes), content_type=DOCX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer


@require_POST
@acts(may=MANAGE)
def sign(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Note how the minutes were signed, and keep their scan."""
    now, meeting = timezone.now(), meeting_or_404(acting, meeting_id)
    form = SigningForm(request.POST, request.FILES)
    if form.is_valid() and done(form, do=lambda: _sign(acting, meeting_id, form, now)):
        return to_meeting(acting, meeting_id)
    return render(request, "governance/signing_form.html", {"form": form, "meeting": meeting}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may=READ, may_post=MANAGE)
def show_papers(request: HttpRequest, acting: Acting, meeting_id: UUID) -> HttpResponse:
    """Show the papers kept with a meeting, and keep one more."""
    meeting = meeting_or_404(acting, meeting_id)
    form = MeetingPaperForm(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        draft = form.draft()
        if done(form, do=lambda: keep_meeting_paper(meeting_id=meeting_id, draft=draft, **act(acting, timezone.now()))):
            return redirect("governance:meeting-papers", acting.org_slug, meeting_id)
    shown = {
        "meeting": meeting,
        "papers": list_meeting_papers(**_of(acting, meeting_id)),
        "form": form,
        "may": acting.may(MANAGE),
    }
    return render(request, "governance/meeting_papers.html", shown, status=422 if form.is_bound else 200)


@require_safe
@acts(may=READ)
def show_paper(request: HttpRequest, acting: Acting, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """Hand out a paper kept with a meeting."""
    try:
        return hand_out(get_meeting_paper(paper_id=paper_id, **_of(acting, meeting_id)))
    except PaperUnknown as unknown:
        raise Http404 from unknown


def _of(acting: Acting, meeting_id: UUID) -> dict[str, Any]:
    return {"org_id": acting.org_id, "meeting_id": meeting_id}


def _sign(acting: Acting, meeting_id: UUID, form: SigningForm, now: Any) -> None:
    given = {"meeting_id": meeting_id, **act(acting, now)}
    scan = form.paper(title=_("Signed minutes"))
    paper_id = keep_meeting_paper(draft=scan, **given) if scan else None
    sign_minutes(signing=form.draft(paper_id=paper_id), **given)


def _members(request: HttpRequest) -> list[UUID] | None:
    try:
        return [UUID(each) for each in request.GET.getlist("member")] or None
    except ValueError as unreadable:
        raise Http404 from unreadable
