"""Addresses of members and their capital."""

from django.urls import path

from ecoop.members import views

app_name = "members"
urlpatterns = [
    path("o/<slug:slug>/members/", views.show_register, name="register"),
    path("o/<slug:slug>/members/<uuid:member_id>/", views.show_member, name="member"),
    path("o/<slug:slug>/capital/", views.show_capital, name="capital"),
]
