"""The administrator's pages."""

from __future__ import annotations

from django.urls import path

from vidare.web.services import models, views

urlpatterns = [
    path("", views.administration, name="administration"),
    path("models/", models.take_in, name="models"),
    path("models/<slug:code>.toml", models.export, name="model-file"),
    path("trail/", views.trail, name="trail"),
    path("<int:service_id>/rules/", views.rules, name="rule-sets"),
    path("<int:service_id>/staff/", views.staff, name="staff"),
    path("<int:service_id>/staff/<int:membership_id>/", views.end, name="end-membership"),
    path("<int:service_id>/devices/", views.devices, name="devices"),
]
