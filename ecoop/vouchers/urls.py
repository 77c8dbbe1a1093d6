"""Addresses of the office's papers."""

from django.urls import path

from ecoop.vouchers import views

app_name = "vouchers"
urlpatterns = [
    path("o/<slug:slug>/vouchers/", views.show_vouchers, name="vouchers"),
    path("o/<slug:slug>/vouchers/new/", views.choose_rule, name="choose"),
    path("o/<slug:slug>/vouchers/new/<slug:rule>/", views.record_voucher, name="voucher-new"),
    path("o/<slug:slug>/vouchers/payroll/", views.record_payroll, name="payroll"),
    path("o/<slug:slug>/vouchers/papers.pdf", views.print_list, name="papers"),
    path("o/<slug:slug>/vouchers/payments.pdf", views.print_list_of_payments, name="payments-paper"),
    path("o/<slug:slug>/vouchers/timesheets/<str:month>.pdf", views.print_empty_timesheet, name="timesheet"),
    path("o/<slug:slug>/vouchers/<uuid:voucher_id>/paper.pdf", views.print_voucher, name="paper"),
    path("o/<slug:slug>/vouchers/<uuid:voucher_id>/", views.show_voucher, name="voucher"),
    path("o/<slug:slug>/vouchers/<uuid:voucher_id>/red-entry/", views.take_back, name="red-entry"),
    path("o/<slug:slug>/vouchers/<uuid:voucher_id>/originals/", views.attach, name="originals"),
    path(
        "o/<slug:slug>/vouchers/<uuid:voucher_id>/originals/<uuid:original_id>/", views.show_original, name="original"
    ),
    path("o/<slug:slug>/counterparties/", views.show_counterparties, name="counterparties"),
    path("o/<slug:slug>/counterparties/new/", views.record_counterparty, name="counterparty-new"),
    path("o/<slug:slug>/counterparties/<uuid:counterparty_id>/", views.show_counterparty, name="counterparty"),
    path(
        "o/<slug:slug>/counterparties/<uuid:counterparty_id>/retirement/",
        views.retire_counterparty,
        name="counterparty-retirement",
    ),
    path("o/<slug:slug>/cash-counts/", views.show_cash_counts, name="cash-counts"),
    path("o/<slug:slug>/cash-counts/new/", views.count_cash, name="cash-count-new"),
    path("o/<slug:slug>/cash-counts/<uuid:count_id>/paper.pdf", views.print_count, name="cash-count-paper"),
    path("o/<slug:slug>/borrowings/", views.show_borrowings, name="borrowings"),
    path("o/<slug:slug>/borrowings/schedules/", views.record_schedule, name="borrowing-schedules"),
    path("o/<slug:slug>/openings/", views.open_with_balances, name="openings"),
    path("o/<slug:slug>/openings/to-mend/", views.give_wrong_rows, name="openings-wrong"),
    path("o/<slug:slug>/store/", views.show_stock, name="stock"),
    path("o/<slug:slug>/store/items/", views.show_items, name="stock-items"),
    path("o/<slug:slug>/store/items/<uuid:item_id>/", views.show_card, name="stock-card"),
    path("o/<slug:slug>/store/method/", views.choose_method, name="stock-method"),
    path("o/<slug:slug>/store/months/<str:month>/price/", views.price_month, name="stock-month-price"),
    path("o/<slug:slug>/store/slips/", views.show_slips, name="stock-slips"),
    path("o/<slug:slug>/store/slips/new/<slug:rule>/", views.record_slip, name="stock-slip-new"),
    path("o/<slug:slug>/store/slips/<uuid:slip_id>/", views.show_slip, name="stock-slip"),
    path("o/<slug:slug>/store/slips/<uuid:slip_id>/paper.pdf", views.print_stock_slip, name="stock-paper"),
    path("o/<slug:slug>/store/slips/<uuid:slip_id>/red-entry/", views.take_slip_back, name="stock-slip-red-entry"),
    path("o/<slug:slug>/currencies/", views.show_currencies, name="currencies"),
    path("o/<slug:slug>/currencies/openings/", views.show_openings_in_currency, name="currency-openings"),
    path("o/<slug:slug>/currencies/rates/new/", views.quote_rate, name="currency-rate"),
    path("o/<slug:slug>/currencies/new/<slug:event>/", views.record_move, name="currency-new"),
    path("o/<slug:slug>/currencies/revaluation/", views.revalue, name="currency-revaluation"),
]
