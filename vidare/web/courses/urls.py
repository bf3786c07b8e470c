"""Pages of the courses of Swedish."""

from __future__ import annotations

from django.urls import path

from vidare.web.courses import views

urlpatterns = [
    path("<int:person_id>/courses/", views.courses, name="courses"),
    path("<int:person_id>/courses/<int:course_id>/", views.course, name="course"),
]
