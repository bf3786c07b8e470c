"""The doors: start page, language, colours, what was held, and in the demo one door for each role."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from vidare.web.start import demo, views

urlpatterns = [
    path("", views.start, name="start"),
    path("language/", views.language, name="language"),
    path("appearance/", views.appearance, name="appearance"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("held/", views.held, name="held"),
]
if settings.DEMO:
    urlpatterns += [path("demo/door/", demo.door, name="demo-door")]
