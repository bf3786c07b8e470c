"""Campaigns of invitation codes."""

from __future__ import annotations

from django.urls import path

from vidare.web.invitations import views

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("<int:campaign>/", views.campaign, name="campaign"),
    path("<int:campaign>/end/", views.end, name="campaign-end"),
    path("<int:campaign>/paper/", views.paper, name="campaign-paper"),
]
