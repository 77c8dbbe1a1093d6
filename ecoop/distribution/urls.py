"""Addresses of the end of a year and of a member's own share."""

from django.urls import path

from ecoop.distribution import views

app_name = "distribution"
urlpatterns = [
    path("o/<slug:slug>/year-end/", views.show_this_year_end, name="this-year-end"),
    path("o/<slug:slug>/year-end/<int:year>/", views.show_year_end, name="year-end"),
    path("o/<slug:slug>/year-end/<int:year>/closing/", views.show_closing, name="closing"),
    path("o/<slug:slug>/year-end/<int:year>/undoing/", views.create_undoing, name="undoing"),
    path("o/<slug:slug>/year-end/<int:year>/closure/", views.create_closure, name="closure"),
    path("o/<slug:slug>/year-end/<int:year>/decision/", views.create_decision, name="decision"),
    path("o/<slug:slug>/year-end/<int:year>/sharing/", views.create_sharing, name="sharing"),
    path("o/<slug:slug>/my-share/", views.show_my_share, name="my-share"),
]
