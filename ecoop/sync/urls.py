"""Addresses of sync."""

from django.urls import path

from ecoop.sync import views

app_name = "sync"
urlpatterns = [
    path("o/<slug:slug>/devices/", views.show_devices, name="devices"),
    path("o/<slug:slug>/devices/<uuid:device_id>/revocation/", views.revoke, name="revocation"),
    path("o/<slug:slug>/day-ends/", views.show_day_ends, name="day-ends"),
    path("o/<slug:slug>/day-ends/<uuid:day_end_id>/", views.show_day_end, name="day-end"),
    path("o/<slug:slug>/day-ends/<uuid:day_end_id>/booking/", views.book, name="day-end-booking"),
    path("o/<slug:slug>/day-ends/<uuid:day_end_id>/note/", views.note, name="day-end-note"),
    path("o/<slug:slug>/papers/", views.show_photos, name="papers"),
    path("o/<slug:slug>/papers/<uuid:paper_id>/", views.show_photo, name="paper"),
    path("o/<slug:slug>/papers/<uuid:paper_id>/image/", views.show_image, name="paper-image"),
    path("o/<slug:slug>/papers/<uuid:paper_id>/file/", views.save_file, name="paper-file"),
    path("o/<slug:slug>/papers/<uuid:paper_id>/document/", views.attach, name="paper-document"),
    path("o/<slug:slug>/papers/<uuid:paper_id>/set-aside/", views.set_photo_aside, name="paper-set-aside"),
    path("o/<slug:slug>/documents/<uuid:document_id>/papers/", views.show_papers_of, name="document-papers"),
    path("o/<slug:slug>/tray/", views.show_tray, name="tray"),
    path("o/<slug:slug>/tray/causes/<str:code>/", views.show_cause, name="tray-cause"),
    path("o/<slug:slug>/tray/causes/<str:code>/steps/", views.step, name="tray-steps"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/", views.show_tray_event, name="tray-event"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/attempts/", views.retry, name="attempts"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/mending/", views.mend, name="mending"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/set-aside/", views.set_aside, name="set-aside"),
]
