"""Broken glass."""

from __future__ import annotations

from django.urls import path

from vidare.web.glass import views

urlpatterns = [
    path("glass/", views.break_glass, name="break-glass"),
    path("glass/<int:glass_id>/close/", views.close, name="close-glass"),
    path("<int:person_id>/openings/", views.openings, name="person-openings"),
]
