"""The doors: start page, language, log-in."""

from __future__ import annotations

from django.urls import path

from vidare.web.start import views

urlpatterns = [
    path("", views.start, name="start"),
]
