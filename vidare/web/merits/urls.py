"""What a person can and has."""

from __future__ import annotations

from django.urls import path

from vidare.web.merits import views

urlpatterns = [
    path("<int:person_id>/merits/", views.merits, name="merits"),
    path("<int:person_id>/merits/<int:merit_id>/end/", views.end, name="merit-end"),
]
