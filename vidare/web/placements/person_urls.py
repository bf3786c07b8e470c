"""A person's placements."""

from __future__ import annotations

from django.urls import path

from vidare.web.placements import life, views

urlpatterns = [
    path("<int:person_id>/placements/new/", views.new_placement, name="placement-new"),
    path("<int:person_id>/placements/<int:placement_id>/", views.placement, name="placement"),
    path("<int:person_id>/placements/<int:placement_id>/move/", life.move, name="placement-move"),
    path("<int:person_id>/placements/<int:placement_id>/end/", life.end, name="placement-end"),
]
