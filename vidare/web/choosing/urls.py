"""The address that answers a few letters."""

from __future__ import annotations

from django.urls import path

from vidare.web.choosing import views

urlpatterns = [path("", views.choose, name="choose")]
