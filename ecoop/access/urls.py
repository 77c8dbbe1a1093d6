"""Addresses of persons, roles, keys and the audit trail."""

from django.urls import path

from ecoop.access import views

app_name = "access"
urlpatterns = [
    path("", views.show_welcome, name="welcome"),
    path("organisations/", views.show_organisations, name="organisations"),
    path("account/", views.show_account, name="account"),
    path("o/<slug:slug>/people/", views.show_people, name="people"),
    path("o/<slug:slug>/people/roles/", views.give_role, name="role-grants"),
    path("o/<slug:slug>/people/roles/<uuid:grant_id>/revocation/", views.end_role, name="role-revocation"),
    path("o/<slug:slug>/people/books/<uuid:keeper_id>/end/", views.end_books_grant, name="books-revocation"),
    path("o/<slug:slug>/identity/", views.show_identity, name="identity"),
    path("o/<slug:slug>/identity/changes/", views.change_identity, name="identity-changes"),
    path("o/<slug:slug>/roles/", views.show_roles, name="roles"),
    path("o/<slug:slug>/tokens/", views.show_tokens, name="tokens"),
    path("o/<slug:slug>/tokens/<uuid:token_id>/revocation/", views.end_token, name="token-revocation"),
    path("o/<slug:slug>/audit/", views.show_audit, name="audit"),
]
