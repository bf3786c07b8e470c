"""Places: employers, and the placements there."""

from __future__ import annotations

from django.urls import path

from vidare.web.placements import views

urlpatterns = [
    path("", views.places, name="places"),
    path("employers/new/", views.new_employer, name="employer-new"),
    path("employers/<int:employer_id>/", views.employer, name="employer"),
]
