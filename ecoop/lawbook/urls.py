"""Addresses of the law."""

from django.urls import path

from ecoop.lawbook import views

app_name = "lawbook"
urlpatterns = [
    path("", views.show_index, name="index"),
    path("sources/<slug:source>/", views.show_source, name="source"),
    path("tables/<path:path>/", views.show_table, name="table"),
    path("<path:path>/", views.show_parameter, name="parameter"),
]
