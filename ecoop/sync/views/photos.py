"""Desk pages of photos of bills: those that wait, one of them large, those of a document."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.originals import hand_out, show_image_of
from ecoop.sync.actions.file_paper import attach_paper, set_paper_aside
from ecoop.sync.calc.photos import IMAGES, PhotoFacts
from ecoop.sync.errors import PaperNotFound
from ecoop.sync.forms import PhotoForm, SetAsideForm
from ecoop.sync.queries.papers import get_paper
from ecoop.sync.queries.photos import (
    STATES,
    WAITING,
    count_waiting_photos,
    get_photo,
    list_documents_without_photo,
    list_photos,
    list_photos_of_document,
)
from ecoop.web.refused import done

READS, RECORDS = "documents.read", "documents.record"


@require_safe
@acts(may=READS)
def show_photos(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the photos that wait for their bill, or those that have one, or were set aside."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else WAITING
    given = {
        "state": state,
        "page": list_photos(org_id=acting.org_id, state=state, cursor=request.GET.get("cursor")),
        "waiting": count_waiting_photos(org_id=acting.org_id),
    }
    return render(request, "sync/photos.html", given)


@require_safe
@acts(may=READS)
def show_photo(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Show one photo large, what it belongs to, and what to do if that is nothing yet."""
    return _page(request, acting, _photo_or_404(acting, paper_id))


@require_safe
@acts(may=READS)
def show_image(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Give a photo to a page that shows it; what is no photo is only handed out to be saved."""
    found = _bytes_or_404(acting, paper_id)
    return show_image_of(media_type=found[1], content=found[2]) if found[1] in IMAGES else hand_out(found)


@require_safe
@acts(may=READS)
def save_file(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Hand a photo out to be saved."""
    return hand_out(_bytes_or_404(acting, paper_id))


@require_POST
@acts(may=RECORDS)
def attach(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Put a photo to the purchase or expense it belongs to."""
    photo = _photo_or_404(acting, paper_id)
    form = _photo_form(acting, request.POST)
    if form.is_valid():
        said = {**form.chosen(), **_act(acting, paper_id)}
        if done(form, do=lambda: attach_paper(**said)):
            messages.success(request, _("The photo stands beside its document."))
            return redirect("sync:paper", acting.org_slug, paper_id)
    return _page(request, acting, photo, attaching=form)


@require_POST
@acts(may=RECORDS)
def set_photo_aside(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponse:
    """Set a photo aside."""
    photo, form = _photo_or_404(acting, paper_id), SetAsideForm(request.POST)
    if form.is_valid():
        said = {**form.cleaned_data, **_act(acting, paper_id)}
        if done(form, do=lambda: set_paper_aside(**said)):
            messages.success(request, _("It is set aside and stays readable here."))
            return redirect("sync:papers", acting.org_slug)
    return _page(request, acting, photo, aside=form)


@require_safe
@acts(may=READS)
def show_papers_of(request: HttpRequest, acting: Acting, document_id: UUID) -> HttpResponse:
    """Show the photos of one purchase or expense; its own page takes them in from here."""
    found = list_photos_of_document(org_id=acting.org_id, document_id=document_id)
    return render(request, "sync/document_photos.html", {"found": found, "document_id": document_id})


def _page(
    request: HttpRequest,
    acting: Acting,
    photo: PhotoFacts,
    *,
    attaching: PhotoForm | None = None,
    aside: SetAsideForm | None = None,
) -> HttpResponse:
    may_file = photo.is_waiting and acting.may(RECORDS)
    given = {
        "photo": photo,
        "may_file": may_file,
        "attaching": attaching or (_photo_form(acting, None) if may_file else None),
        "aside": aside or SetAsideForm(),
    }
    return render(request, "sync/photo.html", given, status=422 if attaching or aside else 200)


def _act(acting: Acting, paper_id: UUID) -> dict[str, Any]:
    return {"org_id": acting.org_id, "paper_id": paper_id, "by": acting.person_id, "now": timezone.now()}


def _photo_form(acting: Acting, data: Any) -> PhotoForm:
    return PhotoForm(data, documents=list_documents_without_photo(org_id=acting.org_id))


def _photo_or_404(acting: Acting, paper_id: UUID) -> PhotoFacts:
    try:
        return get_photo(org_id=acting.org_id, paper_id=paper_id)
    except PaperNotFound as missing:
        raise Http404 from missing


def _bytes_or_404(acting: Acting, paper_id: UUID) -> tuple[str, str, bytes]:
    try:
        return get_paper(org_id=acting.org_id, paper_id=paper_id)
    except PaperNotFound as missing:
        raise Http404 from missing
