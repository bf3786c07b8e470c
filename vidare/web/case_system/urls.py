"""What is handed over to the board's case system, person by person."""

from __future__ import annotations

from django.urls import path

from vidare.web.case_system import views

urlpatterns = [
    path("<int:person_id>/case-files/", views.case_files, name="case-files"),
    path("<int:person_id>/case-files/<int:case_file_id>/", views.case_file, name="case-file"),
]
