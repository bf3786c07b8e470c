"""The calendar feed, and the pages on which one gets it."""

from __future__ import annotations

from django.urls import path

from vidare.web.feeds import views

urlpatterns = [
    path("mine/calendar/", views.mine, name="my-calendar"),
    path("calendar/", views.staff, name="calendar"),
    path("calendar/<str:token>.ics", views.feed, name="calendar-feed"),
]
