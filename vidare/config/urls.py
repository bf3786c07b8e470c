"""The site map begins here; the pages are listed in vidare/web/urls.py."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("vidare.web.urls"))]
