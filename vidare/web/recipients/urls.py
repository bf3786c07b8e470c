"""Those who receive support: what they were offered, or why not."""

from __future__ import annotations

from django.urls import path

from vidare.web.recipients import views

urlpatterns = [
    path("recipients/", views.recipients, name="recipients"),
    path("people/<int:person_id>/no-offer/", views.no_offer, name="no-offer"),
]
