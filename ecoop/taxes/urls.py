"""Addresses of a household's books and taxes."""

from django.urls import path

from ecoop.taxes import views
from ecoop.taxes.views import (
    calculators,
    calendar,
    check,
    cooperative_year,
    duties,
    kept,
    method,
    preparing,
    returns,
    statements,
)

app_name = "taxes"
urlpatterns = [
    path("o/<slug:slug>/tax/", views.show_this_year, name="this-year"),
    path("o/<slug:slug>/tax/<int:year>/", views.show_year, name="year"),
    path("o/<slug:slug>/tax/<int:year>/method/", method.show_method, name="method"),
    path("o/<slug:slug>/tax/<int:year>/before/", method.tell_prior_year, name="prior-year"),
    path("o/<slug:slug>/tax/<int:year>/facts/", cooperative_year.tell_tax_facts, name="facts"),
    path("o/<slug:slug>/returns/", returns.show_returns, name="returns"),
    path("o/<slug:slug>/returns/preparation/", returns.prepare, name="return-preparation"),
    path("o/<slug:slug>/returns/<uuid:return_id>/", returns.show_return, name="return"),
    path("o/<slug:slug>/returns/<uuid:return_id>/filing/", returns.file_return, name="return-filing"),
    path("o/<slug:slug>/returns/<uuid:return_id>/correction/", returns.correct, name="return-correction"),
    path("o/<slug:slug>/returns/<uuid:return_id>/file/", returns.download_file, name="return-file"),
    path("o/<slug:slug>/returns/<uuid:return_id>/paper/", returns.print_return, name="return-paper"),
    path("o/<slug:slug>/statements/", statements.show_this_year, name="statements"),
    path("o/<slug:slug>/statements/<str:period>/", statements.show_set, name="statement-set"),
    path("o/<slug:slug>/statements/<str:period>/signers/", statements.create_signers, name="statement-signers"),
    path("o/<slug:slug>/statements/<str:period>/notes/", statements.create_note, name="statement-notes"),
    path("o/<slug:slug>/statements/<str:period>/filing/", statements.create_filing, name="statement-filing"),
    path("o/<slug:slug>/statements/<str:period>/approval/", statements.create_approval, name="statement-approval"),
    path(
        "o/<slug:slug>/statements/<str:period>/replacement/",
        statements.create_replacement,
        name="statement-replacement",
    ),
    path(
        "o/<slug:slug>/statements/<str:period>/reclassification/",
        statements.create_reclassification,
        name="statement-reclassification",
    ),
    path("o/<slug:slug>/statements/<str:period>/<slug:form>/", statements.show_statement, name="statement"),
    path(
        "o/<slug:slug>/statements/<str:period>/<slug:form>/lines/<str:code>/",
        statements.show_line,
        name="statement-line",
    ),
    path("o/<slug:slug>/statements/<str:period>/<slug:form>/<slug:kind>/", statements.download, name="statement-file"),
    path("o/<slug:slug>/calendar/", calendar.show_calendar, name="calendar"),
    path("o/<slug:slug>/calendar/days/", duties.tell_duty_days, name="duty-days"),
    path("o/<slug:slug>/calendar/marks/", calendar.mark, name="duty-marks"),
    path("o/<slug:slug>/calendar/feeds/", calendar.open_feed, name="calendar-feeds"),
    path("o/<slug:slug>/calendar/feeds/revocation/", calendar.close_feed, name="calendar-feed-revocation"),
    path("tax/", check.show_check, name="check"),
    path("tax/calculators/", calculators.show_calculators, name="calculators"),
    path("kept/", kept.show_kept, name="kept"),
    path("kept/returns/", preparing.show_last_period, name="kept-last-returns"),
    path("kept/returns/<str:period>/", preparing.show_run, name="kept-returns"),
    path("kept/returns/<str:period>/preparation/", preparing.prepare_step, name="kept-preparation"),
    path("kept/returns/<str:period>/files/", preparing.download_files, name="kept-files"),
    path("kept/returns/<str:period>/summary/", preparing.download_summary, name="kept-summary"),
    path("calendar/<str:key>/duties.ics", calendar.show_feed, name="calendar-feed"),
    path("o/<slug:slug>/books/", views.show_books, name="books"),
    path("o/<slug:slug>/books/<slug:code>/", views.show_book, name="book"),
    path("o/<slug:slug>/books/<slug:code>/paper/", views.print_book, name="book-paper"),
    path("o/<slug:slug>/books/<slug:code>/excel/", views.export_book, name="book-excel"),
]
