"""The first wall: who is asking, for which organisation, and may they do this?"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from ecoop.access.queries import Acting, find_acting
from ecoop.kernel.walls import inside_organisation
from ecoop.parties.queries import find_organisation

_Rest = ParamSpec("_Rest")


def acts(
    *, may: str | None, may_post: str | None = None
) -> Callable[[Callable[Concatenate[HttpRequest, Acting, _Rest], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let a view act for the organisation named in the address, if its person may do so.

    Nobody signed in: to the sign-in page. No role in the organisation, or no such organisation: 404, so that
    the answer does not tell which. A role that does not allow it: 403 (None: any role is enough); handing
    something in may ask for more than looking (`may_post`). The view runs in one transaction inside the
    organisation's walls, and what it writes is kept only if it returns.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Acting, _Rest], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: _Rest.args, **kwargs: _Rest.kwargs) -> HttpResponseBase:
            person: Any = request.user
            if not person.is_authenticated:
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            organisation = find_organisation(slug=slug)
            if organisation is None:
                raise Http404
            with inside_organisation(org_id=organisation.id, person_id=person.id):
                acting = find_acting(person_id=person.id, person_name=person.name, organisation=organisation)
                if acting is None:
                    raise Http404
                request.acting = acting  # type: ignore[attr-defined]
                needs = may_post if may_post and request.method == "POST" else may
                if needs is not None and not acting.may(needs):
                    return render(request, "access/role_too_low.html", {"acting": acting, "needs": needs}, status=403)
                return view(request, acting, *args, **kwargs)

        guarded.needs_permission = may  # type: ignore[attr-defined]
        return guarded

    return decorate
