"""Booked talks."""

from __future__ import annotations

from django.urls import path

from vidare.web.meetings import views

urlpatterns = [
    path("people/<int:person_id>/cases/<int:participation_id>/meetings/", views.book, name="book-meeting"),
    path("people/<int:person_id>/meetings/<int:meeting_id>/", views.meeting, name="meeting"),
    path("people/<int:person_id>/meetings/<int:meeting_id>/end/", views.end, name="end-meeting"),
]
