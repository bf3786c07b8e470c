"""The page of the week's hours and the activity requirement."""

from __future__ import annotations

from django.urls import path

from vidare.web.requirement import views

urlpatterns = [path("people/<int:person_id>/requirement/", views.requirement, name="requirement")]
