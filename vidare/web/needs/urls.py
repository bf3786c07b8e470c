"""Pages of the mapping."""

from __future__ import annotations

from django.urls import path

from vidare.web.needs import views

urlpatterns = [
    path("<int:person_id>/mapping/", views.mapping, name="mapping"),
    path("<int:person_id>/mapping/<int:mapping_id>/", views.held, name="mapping-held"),
]
