"""Addresses of imported invoices."""

from django.urls import path

from ecoop.invoicing import views

app_name = "invoicing"
urlpatterns = [
    path("o/<slug:slug>/invoices/", views.show_invoices, name="invoices"),
    path("o/<slug:slug>/invoices/import/", views.import_files, name="import"),
    path("o/<slug:slug>/invoices/bookings/", views.choose_bookings, name="bookings"),
    path("o/<slug:slug>/invoices/bookings/steps/", views.book_step, name="booking-steps"),
    path("o/<slug:slug>/invoices/list.xlsx", views.download_list, name="excel"),
    path("o/<slug:slug>/invoices/<uuid:invoice_id>/", views.show_invoice, name="invoice"),
    path("o/<slug:slug>/invoices/<uuid:invoice_id>/booking/", views.book_one, name="booking"),
    path("o/<slug:slug>/invoices/<uuid:invoice_id>/file/", views.download_file, name="file"),
]
