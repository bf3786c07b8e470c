"""My day."""

from __future__ import annotations

from django.urls import path

from vidare.web.day import views

urlpatterns = [
    path("", views.day, name="day"),
    path("known/<int:person_id>/<int:participation_id>/", views.acknowledge, name="day-acknowledge"),
]
