"""Every address of ecoop, domain by domain."""

from django.urls import URLPattern, URLResolver, include, path

from ecoop.config.views import show_health

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("healthz", show_health, name="healthz"),
    path("", include("ecoop.web.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = "ecoop.web.views.not_understood"
handler500 = "ecoop.web.views.surprise"
