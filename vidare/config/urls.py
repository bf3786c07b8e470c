"""The site map begins here; the pages are listed in vidare/web/urls.py."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("vidare.web.urls"))]

handler400 = "vidare.web.start.errors.misunderstood"
handler403 = "vidare.web.start.errors.forbidden"
handler404 = "vidare.web.start.errors.missing"
handler500 = "vidare.web.start.errors.broken"
