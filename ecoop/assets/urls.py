"""Addresses of assets."""

from django.urls import path

from ecoop.assets import views

app_name = "assets"
urlpatterns = [
    path("o/<slug:slug>/assets/", views.show_assets, name="assets"),
    path("o/<slug:slug>/assets/new/", views.choose_origin, name="asset-new"),
    path("o/<slug:slug>/assets/new/<slug:origin>/", views.record_asset, name="asset-record"),
    path("o/<slug:slug>/assets/labels/", views.print_labels, name="labels"),
    path("o/<slug:slug>/assets/wear/", views.show_wear, name="wear"),
    path("o/<slug:slug>/assets/counts/", views.show_counts, name="counts"),
    path("o/<slug:slug>/assets/counts/<uuid:count_id>/", views.show_count, name="count"),
    path("o/<slug:slug>/assets/counts/<uuid:count_id>/marks/", views.mark_asset, name="count-mark"),
    path("o/<slug:slug>/assets/papers/<uuid:paper_id>/", views.print_paper, name="paper"),
    path("o/<slug:slug>/assets/books/<slug:code>/", views.show_book, name="book"),
    path("o/<slug:slug>/assets/<uuid:asset_id>/", views.show_asset, name="asset"),
    path("o/<slug:slug>/assets/<uuid:asset_id>/seen/", views.show_seen, name="seen"),
    path("o/<slug:slug>/assets/<uuid:asset_id>/handover/", views.hand_over, name="handover"),
    path("o/<slug:slug>/assets/<uuid:asset_id>/terms/", views.set_terms, name="terms"),
    path("o/<slug:slug>/assets/<uuid:asset_id>/changes/new/", views.change_asset, name="change-new"),
    path("o/<slug:slug>/assets/<uuid:asset_id>/disposal/", views.dispose_asset, name="disposal"),
    path("o/<slug:slug>/assets/<uuid:asset_id>/uses/new/", views.log_use, name="use-new"),
]
