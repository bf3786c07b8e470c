"""Afterwards: whom to ask, and which exits wait to be confirmed."""

from __future__ import annotations

from django.urls import path

from vidare.web.outcomes import views

urlpatterns = [
    path("", views.afterwards, name="afterwards"),
]
