"""How a person's way ends, and what became of them."""

from __future__ import annotations

from django.urls import path

from vidare.web.outcomes import occupations, views

urlpatterns = [
    path("<int:person_id>/occupation/", occupations.page, name="occupations"),
    path("<int:person_id>/exit/", views.close, name="exit"),
    path("<int:person_id>/exit/<int:exit_id>/", views.confirm, name="exit-confirm"),
    path("<int:person_id>/follow-ups/<int:follow_up_id>/", views.answer, name="follow-up"),
]
