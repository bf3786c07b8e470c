"""Pages about one person."""

from __future__ import annotations

from django.urls import path

from vidare.web.people import views

urlpatterns = [
    path("<int:person_id>/", views.person, name="person"),
]
