"""Every address of ecoop, domain by domain."""

from django.urls import URLPattern, URLResolver, include, path

from ecoop.access.acting import acts
from ecoop.config.views import show_health
from ecoop.web.views import search

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("healthz", show_health, name="healthz"),
    path("", include("ecoop.web.urls")),
    # The search page belongs to the frame, which stands below `access`; here it learns who acts.
    path("o/<slug:slug>/search/", acts(may=None)(search), name="search-inside"),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "ecoop.web.views.not_understood"
handler500 = "ecoop.web.views.surprise"
