"""Pages of the board's assignment and of support."""

from __future__ import annotations

from django.urls import path

from vidare.web.assignments import views

urlpatterns = [
    path("people/<int:person_id>/assignments/", views.assignments, name="assignments"),
    path("people/<int:person_id>/assignments/<int:assignment_id>/", views.change, name="assignment-change"),
    path("people/<int:person_id>/support/", views.support, name="support"),
]
