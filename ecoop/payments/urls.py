"""Addresses of payments."""

from django.urls import path

from ecoop.payments import views

app_name = "payments"
_HERE = "o/<slug:slug>/payments/"
_LINE = f"{_HERE}lines/<uuid:line_id>/"
_CONNECTION = f"{_HERE}connections/<uuid:connection_id>/"
urlpatterns = [
    path(_HERE, views.show_lines, name="lines"),
    path(_LINE, views.show_line, name="line"),
    path(f"{_LINE}matches/", views.match, name="match"),
    path(f"{_LINE}matches/<uuid:match_id>/taking-back/", views.take_back, name="match-back"),
    path(f"{_LINE}setting-aside/", views.set_aside, name="line-aside"),
    path(f"{_LINE}voucher/", views.book_line, name="line-voucher"),
    path(f"{_HERE}proposals/", views.show_proposals, name="proposals"),
    path(f"{_HERE}proposals/acceptance/", views.accept_all, name="proposals-accept"),
    path(f"{_HERE}reconciliation/", views.show_reconciliation, name="reconciliation"),
    path(f"{_HERE}reconciliation/excel/", views.download_reconciliation, name="reconciliation-excel"),
    path(f"{_HERE}statements/", views.show_statements, name="statements"),
    path(f"{_HERE}statements/<uuid:file_id>/", views.show_statement, name="statement"),
    path(f"{_HERE}statements/<uuid:file_id>/original/", views.download, name="statement-original"),
    path(f"{_HERE}connections/", views.show_connections, name="connections"),
    path(_CONNECTION, views.show_connection, name="connection"),
    path(f"{_CONNECTION}trial/", views.try_out, name="connection-trial"),
    path(f"{_CONNECTION}end/", views.end, name="connection-end"),
]
