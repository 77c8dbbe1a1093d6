"""Every address of ecoop, domain by domain."""

from django.urls import URLPattern, URLResolver, include, path

from ecoop.access.acting import acts
from ecoop.config.api import api
from ecoop.config.demo_people import sign_in_as
from ecoop.config.home import show_home
from ecoop.config.views import show_health, show_no_such_route
from ecoop.config.warning_pages import show_warnings, tell_fact
from ecoop.web.views import search

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("api/", show_no_such_route, {"rest": ""}),
    path("api/", api.urls),
    path("api/<path:rest>", show_no_such_route),
    path("demo/<slug:key>/session/", sign_in_as, name="demo-session"),
    path("healthz", show_health, name="healthz"),
    path("", include("ecoop.web.urls")),
    path("law/", include("ecoop.lawbook.urls")),
    path("", include("ecoop.access.urls")),
    path("", include("ecoop.finance.urls")),
    path("", include("ecoop.governance.urls")),
    path("", include("ecoop.distribution.urls")),
    path("", include("ecoop.sync.urls")),
    path("", include("ecoop.payments.urls")),
    path("", include("ecoop.members.urls")),
    path("", include("ecoop.vouchers.urls")),
    path("", include("ecoop.trade.urls")),
    path("", include("ecoop.assets.urls")),
    path("", include("ecoop.ledger.urls")),
    path("", include("ecoop.invoicing.urls")),
    path("", include("ecoop.taxes.urls")),
    path("", include("ecoop.intake.urls")),
    path("o/<slug:slug>/", show_home, name="home"),
    path("o/<slug:slug>/warnings/", show_warnings, name="early-warnings"),
    path("o/<slug:slug>/warnings/facts/", tell_fact, name="declared-facts"),
    # The search page belongs to the frame, which stands below `access`; here it learns who acts.
    path("o/<slug:slug>/search/", acts(may=None)(search), name="search-inside"),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "ecoop.web.views.not_understood"
handler500 = "ecoop.web.views.surprise"
