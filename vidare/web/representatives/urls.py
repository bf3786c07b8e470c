"""The page of who may act for a person."""

from __future__ import annotations

from django.urls import path

from vidare.web.representatives import views

urlpatterns = [path("people/<int:person_id>/representatives/", views.representatives, name="representatives")]
