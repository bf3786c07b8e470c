"""Pages of what is written about a person."""

from __future__ import annotations

from django.urls import path

from vidare.web.notes import views

urlpatterns = [
    path("<int:person_id>/notes/", views.notes, name="notes"),
    path("<int:person_id>/notes/<int:note_id>/", views.note, name="note"),
]
