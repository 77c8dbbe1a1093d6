"""Addresses of lists that are brought in."""

from django.urls import path

from ecoop.intake import views

app_name = "intake"
urlpatterns = [
    path("o/<slug:slug>/lists/", views.show_lists, name="lists"),
    path("o/<slug:slug>/lists/imports/<uuid:import_id>/", views.show_import, name="import"),
    path("o/<slug:slug>/lists/imports/<uuid:import_id>/steps/", views.go_on, name="steps"),
    path("o/<slug:slug>/lists/imports/<uuid:import_id>/refused.xlsx", views.download_refused, name="refused"),
    path("o/<slug:slug>/lists/files/<uuid:file_id>/original/", views.download_original, name="original"),
    path("o/<slug:slug>/lists/<slug:kind>/", views.upload, name="upload"),
    path("o/<slug:slug>/lists/<slug:kind>/template.xlsx", views.download_template, name="template"),
    path("o/<slug:slug>/lists/<slug:kind>/files/<uuid:file_id>/", views.choose_columns, name="columns"),
]
