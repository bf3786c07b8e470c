"""Projects: their people and money, a month of one, what the fund is told, and one's own hours."""

from __future__ import annotations

from django.urls import path

from vidare.web.funding import hours, months, views

urlpatterns = [
    path("", views.projects, name="projects"),
    path("hours/", hours.mine, name="my-hours"),
    path("<int:project_id>/", views.project, name="project"),
    path("<int:project_id>/<slug:month>/", months.month, name="project-month"),
    path("<int:project_id>/<slug:month>/participants.csv", months.participants, name="project-participants"),
]
