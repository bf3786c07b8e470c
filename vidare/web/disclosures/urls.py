"""What crosses a wall."""

from __future__ import annotations

from django.urls import path

from vidare.web.disclosures import views

urlpatterns = [
    path("disclosed/", views.disclosed, name="disclosed"),
    path("disclosed/<int:disclosure_id>/answer/", views.answer, name="answer-disclosure"),
    path("disclosed/<int:disclosure_id>/item/", views.answer_item, name="answer-item"),
    path("people/<int:person_id>/disclosures/", views.disclose, name="disclose"),
    path(
        "people/<int:person_id>/disclosures/<int:disclosure_id>/withdraw/", views.withdraw, name="withdraw-disclosure"
    ),
]
