"""The review of the reading log."""

from __future__ import annotations

from django.urls import path

from vidare.web.log_review import views

urlpatterns = [
    path("", views.log_reviews, name="log-reviews"),
    path("<int:review_id>/", views.log_review, name="log-review"),
]
