"""Addresses of sync."""

from django.urls import path

from ecoop.sync import views

app_name = "sync"
urlpatterns = [
    path("o/<slug:slug>/devices/", views.show_devices, name="devices"),
    path("o/<slug:slug>/devices/<uuid:device_id>/revocation/", views.revoke, name="revocation"),
    path("o/<slug:slug>/tray/", views.show_tray, name="tray"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/", views.show_tray_event, name="tray-event"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/attempts/", views.retry, name="attempts"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/mending/", views.mend, name="mending"),
    path("o/<slug:slug>/tray/<uuid:tray_id>/set-aside/", views.set_aside, name="set-aside"),
]
