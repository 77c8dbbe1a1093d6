"""Addresses of sales, purchases and expenses."""

from django.urls import path

from ecoop.trade import views
from ecoop.trade.views import costs, judgements, money, purchases, stock

app_name = "trade"
urlpatterns = [
    path("o/<slug:slug>/sales/", views.show_documents, {"noun": "sales"}, name="sales"),
    path("o/<slug:slug>/sales/new/", views.record_sale, name="sale-new"),
    path("o/<slug:slug>/sales/<uuid:sale_id>/", views.show_sale, name="sale"),
    path("o/<slug:slug>/sales/<uuid:sale_id>/return/", views.record_return, name="sale-return"),
    path("o/<slug:slug>/withholdings/", views.show_withholdings, name="withholdings"),
    path("o/<slug:slug>/withholdings/new/", views.record_withholding, name="withholding-new"),
    path("o/<slug:slug>/purchases/", views.show_documents, {"noun": "purchases"}, name="purchases"),
    path("o/<slug:slug>/purchases/new/", views.record_purchase, name="purchase-new"),
    path("o/<slug:slug>/purchases/<uuid:purchase_id>/", views.show_purchase, name="purchase"),
    path("o/<slug:slug>/expenses/", views.show_documents, {"noun": "expenses"}, name="expenses"),
    path("o/<slug:slug>/expenses/new/", views.record_expense, name="expense-new"),
    path("o/<slug:slug>/expenses/<uuid:expense_id>/", views.show_expense, name="expense"),
    path("o/<slug:slug>/products/", views.show_products, name="products"),
    path("o/<slug:slug>/products/new/", views.record_product, name="product-new"),
    path("o/<slug:slug>/products/<uuid:product_id>/", views.show_product, name="product"),
    path("o/<slug:slug>/products/<uuid:product_id>/retirement/", views.retire, name="product-retirement"),
    path("o/<slug:slug>/places/", views.show_places, name="places"),
    path("o/<slug:slug>/places/new/", views.record_place, name="place-new"),
    path("o/<slug:slug>/places/<uuid:place_id>/", views.show_place, name="place"),
    path("o/<slug:slug>/places/<uuid:place_id>/closure/", views.close, name="place-closure"),
    path("o/<slug:slug>/bank-accounts/new/", views.record_bank_account, name="bank-account-new"),
    path("o/<slug:slug>/bank-accounts/<uuid:account_id>/closure/", views.close_account, name="bank-account-closure"),
    path("o/<slug:slug>/costs/", costs.show_costs, name="costs"),
    path("o/<slug:slug>/purchases/without-invoice/", costs.show_without_invoice, name="without-invoice"),
    path(
        "o/<slug:slug>/purchases/<uuid:document_id>/judgements/",
        judgements.judge_document,
        {"noun": "purchases"},
        name="purchase-judge",
    ),
    path("o/<slug:slug>/purchases/<uuid:purchase_id>/return/", purchases.return_purchase, name="purchase-return"),
    path(
        "o/<slug:slug>/expenses/<uuid:document_id>/judgements/",
        judgements.judge_document,
        {"noun": "expenses"},
        name="expense-judge",
    ),
    path("o/<slug:slug>/money/", views.show_documents, {"noun": "money"}, name="money"),
    path("o/<slug:slug>/money/new/", money.record_money, name="money-new"),
    path("o/<slug:slug>/money/<uuid:move_id>/", money.show_money_move, name="money-move"),
    path("o/<slug:slug>/debts/", money.show_debts, name="debts"),
    path("o/<slug:slug>/debts/<uuid:document_id>/settlement/", money.settle_document, name="settlement"),
    path("o/<slug:slug>/stock/", stock.show_stock, name="stock"),
    path("o/<slug:slug>/stock/excel/", stock.export_stock, name="stock-export"),
    path("o/<slug:slug>/stock/moves/new/", stock.record_stock_move, name="stock-move-new"),
    path("o/<slug:slug>/stock/costs/", stock.post_stock_month, name="stock-cost"),
    path("o/<slug:slug>/stock/<uuid:product_id>/", stock.show_stock_sheet, name="stock-sheet"),
]
