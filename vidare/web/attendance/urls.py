"""Who came: the sheet of an hour, and the board of who is here."""

from __future__ import annotations

from django.urls import path

from vidare.web.attendance import views

urlpatterns = [
    path("week/hours/<int:session_id>/", views.hour, name="hour"),
    path("here/", views.board, name="here"),
    path("people/<int:person_id>/doubts/<int:observation_id>/", views.settle, name="doubt-settle"),
]
