"""The site map: one line for each subject."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("vidare.web.start.urls")),
    path("in/", include("vidare.web.accounts.urls")),
    path("people/", include("vidare.web.people.urls")),
]
