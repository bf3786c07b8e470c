"""The page of who may act for a person."""

from __future__ import annotations

from django.urls import path

from vidare.web.representatives import acting_pages, door, views

urlpatterns = [
    path("people/<int:person_id>/representatives/", views.representatives, name="representatives"),
    path("people/<int:person_id>/representatives/<int:representative_id>/", door.door, name="representative-door"),
    path("for/", acting_pages.choose, name="acting-for"),
    path("mine/shared/", acting_pages.shared, name="acting-shared"),
]
