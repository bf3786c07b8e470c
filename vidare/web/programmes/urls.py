"""Pages of the introduction programme."""

from __future__ import annotations

from django.urls import path

from vidare.web.programmes import views

urlpatterns = [path("<int:person_id>/programme/", views.programme, name="programme")]
