"""The page of the month."""

from __future__ import annotations

from django.urls import path

from vidare.web.month import views

urlpatterns = [path("month/", views.month, name="month"), path("month/mark/", views.mark, name="month-mark")]
