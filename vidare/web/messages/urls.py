"""The page of the outbox."""

from __future__ import annotations

from django.urls import path

from vidare.web.messages import views

urlpatterns = [path("outbox/", views.outbox, name="outbox")]
