"""Addresses of the end of a year and of a member's own share."""

from django.urls import path

from ecoop.distribution import views
from ecoop.distribution.views import funds, payments, simulation, statements

app_name = "distribution"
urlpatterns = [
    path("o/<slug:slug>/year-end/", views.show_this_year_end, name="this-year-end"),
    path("o/<slug:slug>/year-end/<int:year>/", views.show_year_end, name="year-end"),
    path("o/<slug:slug>/year-end/<int:year>/closing/", views.show_closing, name="closing"),
    path("o/<slug:slug>/year-end/<int:year>/undoing/", views.create_undoing, name="undoing"),
    path("o/<slug:slug>/year-end/<int:year>/closure/", views.create_closure, name="closure"),
    path("o/<slug:slug>/year-end/<int:year>/decision/", views.create_decision, name="decision"),
    path("o/<slug:slug>/year-end/<int:year>/sharing/", views.create_sharing, name="sharing"),
    path("o/<slug:slug>/year-end/<int:year>/shares/", statements.show_shares, name="shares"),
    path("o/<slug:slug>/year-end/<int:year>/shares/<uuid:member_id>/", statements.show_statement, name="statement"),
    path(
        "o/<slug:slug>/year-end/<int:year>/shares/<uuid:member_id>/paper/",
        statements.print_statement,
        name="statement-paper",
    ),
    path(
        "o/<slug:slug>/year-end/<int:year>/shares/<uuid:member_id>/account/",
        statements.change_account,
        name="member-account",
    ),
    path("o/<slug:slug>/year-end/<int:year>/statements/<int:volume>/", statements.print_volume, name="statements"),
    path("o/<slug:slug>/year-end/<int:year>/payments/", payments.show_payments, name="payments"),
    path("o/<slug:slug>/year-end/<int:year>/payments/new/", payments.prepare_list, name="payment-list-new"),
    path("o/<slug:slug>/share-payments/<uuid:list_id>/", payments.show_payment_list, name="payment-list"),
    path(
        "o/<slug:slug>/share-payments/<uuid:list_id>/paid/", payments.create_confirmation, name="payment-confirmation"
    ),
    path("o/<slug:slug>/share-payments/<uuid:list_id>/paper/", payments.print_list, name="payment-list-paper"),
    path(
        "o/<slug:slug>/share-payments/<uuid:list_id>/receipts/", payments.print_list_receipts, name="payment-receipts"
    ),
    path("o/<slug:slug>/share-payments/<uuid:list_id>/excel/", payments.save_bank_sheet, name="payment-excel"),
    path("o/<slug:slug>/share-payments/<uuid:list_id>/iso/", payments.save_transfer_file, name="payment-iso"),
    path("o/<slug:slug>/share-payments/line/<uuid:payment_id>/", payments.undo_payment, name="payment-undoing"),
    path("o/<slug:slug>/year-end/<int:year>/simulation/", simulation.show_simulation, name="simulation"),
    path(
        "o/<slug:slug>/year-end/<int:year>/simulation/paper/",
        simulation.print_simulation_paper,
        name="simulation-paper",
    ),
    path("o/<slug:slug>/year-end/<int:year>/simulation/basis/", simulation.create_basis, name="basis"),
    path("o/<slug:slug>/year-end/<int:year>/simulation/plans/", simulation.create_plan, name="plan-new"),
    path("o/<slug:slug>/sharing-plans/<uuid:plan_id>/", simulation.show_plan, name="plan"),
    path("o/<slug:slug>/funds/", funds.show_funds, name="funds"),
    path("o/<slug:slug>/my-share/", views.show_my_share, name="my-share"),
    path(
        "o/<slug:slug>/my-share/<uuid:cooperative_id>/<int:year>/",
        statements.show_own_statement,
        name="own-statement",
    ),
    path(
        "o/<slug:slug>/my-share/<uuid:cooperative_id>/<int:year>/paper/",
        statements.print_own_statement,
        name="own-statement-paper",
    ),
    path(
        "o/<slug:slug>/my-share/<uuid:cooperative_id>/<int:year>/reading/",
        statements.create_reading,
        name="statement-reading",
    ),
]
