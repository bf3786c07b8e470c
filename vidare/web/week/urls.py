"""The hours of the week, one person's hours, and a participant's own."""

from __future__ import annotations

from django.urls import path

from vidare.web.week import person, views

urlpatterns = [
    path("week/", views.week, name="week"),
    path("week/hours/<int:session_id>/cancel/", views.cancel_hour, name="hour-cancel"),
    path("people/<int:person_id>/week/", person.own, name="person-week"),
    path("people/<int:person_id>/week/book/", person.book, name="person-book"),
    path("people/<int:person_id>/week/series/", person.series, name="person-series"),
    path("people/<int:person_id>/week/here/", person.here, name="person-here"),
    path("people/<int:person_id>/week/<int:booking_id>/move/", person.move, name="person-move"),
    path("people/<int:person_id>/week/<int:booking_id>/cancel/", person.cancel, name="person-cancel"),
]
