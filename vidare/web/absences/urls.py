"""Pages of absences: staff's under the person, the participant's own."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_POST

from vidare.web.absences import views

urlpatterns = [
    path("people/<int:person_id>/hours/<int:booking_id>/", views.absence, name="absence"),
    path("people/<int:person_id>/explanations/<int:explanation_id>/file/", views.attachment, name="attachment"),
    path("mine/absences/", views.mine, name="my-absences"),
    path("mine/absences/<int:booking_id>/", views.my_absence, name="my-absence"),
    path("mine/messages/<int:message_id>/", require_POST(views.read), name="my-message"),
]
