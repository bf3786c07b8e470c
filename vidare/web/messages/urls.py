"""The outbox, and the letters in it."""

from __future__ import annotations

from django.urls import path

from vidare.web.messages import letters, views

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/unreached/", views.unreached, name="unreached"),
    path("outbox/letters/", letters.letters, name="letters"),
    path("outbox/letters/print/", letters.print_letters, name="letters-print"),
    path("outbox/letters/posted/", letters.post_letters, name="letters-posted"),
]
