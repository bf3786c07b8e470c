"""The device at the door."""

from __future__ import annotations

from django.urls import path

from vidare.web.kiosk import views

urlpatterns = [
    path("", views.kiosk, name="kiosk"),
    path("in/", views.check_in, name="kiosk-in"),
    path("alive/", views.alive, name="kiosk-alive"),
    path("worker.js", views.worker, name="kiosk-worker"),
    path("start/<str:token>/", views.begin, name="kiosk-start"),
]
