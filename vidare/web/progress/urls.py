"""Pages of the questions of progress: the staff's, and the participant's own."""

from __future__ import annotations

from django.urls import path

from vidare.web.progress import mine, views

urlpatterns = [
    path("people/<int:person_id>/progress/", views.progress, name="progress"),
    path("mine/progress/", mine.progress, name="my-progress"),
]
