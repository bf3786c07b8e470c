"""The door for lists."""

from __future__ import annotations

from django.urls import path

from vidare.web.imports import files, views

urlpatterns = [
    path("", views.lists, name="lists"),
    path("<int:list_id>/", views.one_list, name="list"),
    path("<int:list_id>/faults.csv", files.faults, name="list-faults"),
]
