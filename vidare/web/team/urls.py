"""Pages of the team's meetings."""

from __future__ import annotations

from django.urls import path

from vidare.web.team import views

urlpatterns = [
    path("team/", views.meetings, name="team"),
    path("team/<int:meeting_id>/", views.agenda, name="agenda"),
    path("people/<int:person_id>/agenda/", views.take_up, name="take-up"),
    path("people/<int:person_id>/agenda/<int:item_id>/", views.settle, name="agenda-item"),
]
