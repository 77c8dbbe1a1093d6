"""Addresses of the books."""

from django.urls import path

from ecoop.ledger import views

app_name = "ledger"
urlpatterns = [
    path("o/<slug:slug>/journal/", views.show_journal, name="journal"),
    path("o/<slug:slug>/journal/<str:label>/", views.show_entry, name="entry"),
    path("o/<slug:slug>/journal/<str:label>/reversal/", views.reverse, name="reversal"),
    path("o/<slug:slug>/journal/<str:label>/receipt/", views.give_receipt, name="receipt"),
    path("o/<slug:slug>/entries/new/", views.adjust, name="entry-new"),
    path("o/<slug:slug>/accounts/", views.show_accounts, name="accounts"),
    path("o/<slug:slug>/accounts/<str:code>/", views.show_account, name="account"),
    path("o/<slug:slug>/accounts/<str:code>/details/new/", views.add_detail, name="account-detail"),
    path("o/<slug:slug>/earlier-years/", views.correct_year, name="earlier-years"),
    path("o/<slug:slug>/trial-balance/", views.show_trial_balance, name="trial-balance"),
    path("o/<slug:slug>/periods/", views.show_periods, name="periods"),
    path("o/<slug:slug>/periods/<str:month>/closure/", views.close, name="closure"),
    path("o/<slug:slug>/periods/<str:month>/reopening/", views.reopen, name="reopening"),
    path("o/<slug:slug>/exports/<str:form>/", views.export_books, name="export"),
    path("o/<slug:slug>/verification/", views.show_verification, name="verification"),
    path("receipt/", views.check_receipt, name="check-receipt"),
]
