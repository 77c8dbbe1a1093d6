"""Addresses of sales, purchases and expenses."""

from django.urls import path

from ecoop.trade import views

app_name = "trade"
urlpatterns = [
    path("o/<slug:slug>/sales/", views.show_documents, {"noun": "sales"}, name="sales"),
    path("o/<slug:slug>/sales/new/", views.record_sale, name="sale-new"),
    path("o/<slug:slug>/sales/<uuid:sale_id>/", views.show_sale, name="sale"),
    path("o/<slug:slug>/purchases/", views.show_documents, {"noun": "purchases"}, name="purchases"),
    path("o/<slug:slug>/purchases/new/", views.record_purchase, name="purchase-new"),
    path("o/<slug:slug>/purchases/<uuid:purchase_id>/", views.show_purchase, name="purchase"),
    path("o/<slug:slug>/expenses/", views.show_documents, {"noun": "expenses"}, name="expenses"),
    path("o/<slug:slug>/expenses/new/", views.record_expense, name="expense-new"),
    path("o/<slug:slug>/expenses/<uuid:expense_id>/", views.show_expense, name="expense"),
]
