"""Numbers that come from outside."""

from __future__ import annotations

from django.urls import path

from vidare.web.population import views

urlpatterns = [path("", views.population, name="population")]
