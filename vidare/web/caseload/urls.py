"""The caseload."""

from __future__ import annotations

from django.urls import path

from vidare.web.caseload import views

urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/coaches/", views.loads, name="coach-loads"),
    path("caseload/mine/", views.mine, name="my-people"),
    path("people/<int:person_id>/cases/<int:participation_id>/coach/", views.coach, name="assign-coach"),
    path("people/<int:person_id>/cases/<int:participation_id>/pause/", views.pause, name="pause-participation"),
    path("people/<int:person_id>/cases/<int:participation_id>/resume/", views.resume, name="resume-participation"),
]
