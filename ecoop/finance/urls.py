"""Addresses of finance."""

from django.urls import path

from ecoop.finance import views

app_name = "finance"
urlpatterns = [
    path("o/<slug:slug>/lending/", views.show_lending, name="lending"),
    path("o/<slug:slug>/lending/declaration/", views.declare, name="declaration"),
    path("o/<slug:slug>/lending/equity/", views.record_filed_equity, name="equity"),
    path("o/<slug:slug>/lending/interest/", views.count_interest, name="interest"),
    path("o/<slug:slug>/lending/summary/", views.show_summary, name="summary"),
    path("o/<slug:slug>/lending/applications/", views.show_applications, name="applications"),
    path("o/<slug:slug>/lending/applications/new/", views.new_application, name="application-new"),
    path("o/<slug:slug>/lending/applications/<uuid:application_id>/", views.show_application, name="application"),
    path("o/<slug:slug>/lending/applications/<uuid:application_id>/decision/", views.decide, name="decision"),
    path("o/<slug:slug>/lending/applications/<uuid:application_id>/contract/", views.sign, name="contract"),
    path("o/<slug:slug>/lending/loans/", views.show_loans, name="loans"),
    path("o/<slug:slug>/lending/loans/<uuid:loan_id>/", views.show_loan, name="loan"),
    path("o/<slug:slug>/lending/loans/<uuid:loan_id>/paper/", views.print_loan, name="loan-paper"),
    path("o/<slug:slug>/lending/loans/<uuid:loan_id>/acts/<slug:act>/", views.act_on_loan, name="act"),
    path(
        "o/<slug:slug>/lending/loans/<uuid:loan_id>/events/<uuid:event_id>/reversal/",
        views.take_back,
        name="reversal",
    ),
    path("o/<slug:slug>/loans/", views.show_own_loans, name="own"),
    path("o/<slug:slug>/loans/<uuid:org_id>/new/", views.apply, name="own-new"),
    path("o/<slug:slug>/loans/<uuid:org_id>/<uuid:application_id>/withdrawal/", views.withdraw, name="withdrawal"),
]
