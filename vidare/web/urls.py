"""The site map: one line for each subject."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("vidare.web.start.urls")),
    path("in/", include("vidare.web.accounts.urls")),
    path("day/", include("vidare.web.day.urls")),
    path("people/", include("vidare.web.people.urls")),
    path("people/", include("vidare.web.accounts.person_urls")),
    path("people/", include("vidare.web.placements.person_urls")),
    path("people/", include("vidare.web.outcomes.person_urls")),
    path("places/", include("vidare.web.placements.urls")),
    path("afterwards/", include("vidare.web.outcomes.urls")),
    path("results/", include("vidare.web.results.urls")),
    path("kiosk/", include("vidare.web.kiosk.urls")),
    path("", include("vidare.web.week.urls")),
    path("", include("vidare.web.attendance.urls")),
    path("administration/", include("vidare.web.services.urls")),
    path("lists/", include("vidare.web.imports.urls")),
    path("", include("vidare.web.referrals.urls")),
    path("invitations/", include("vidare.web.invitations.urls")),
    path("", include("vidare.web.disclosures.urls")),
    path("", include("vidare.web.caseload.urls")),
    path("", include("vidare.web.meetings.urls")),
    path("people/", include("vidare.web.notes.urls")),
    path("people/", include("vidare.web.needs.urls")),
    path("people/", include("vidare.web.plans.urls")),
    path("", include("vidare.web.absences.urls")),
    path("", include("vidare.web.assignments.urls")),
    path("", include("vidare.web.bases.urls")),
    path("", include("vidare.web.month.urls")),
    path("", include("vidare.web.requirement.urls")),
    path("", include("vidare.web.representatives.urls")),
    path("", include("vidare.web.messages.urls")),
    path("", include("vidare.web.feeds.urls")),
    path("", include("vidare.web.paper.urls")),
    path("", include("vidare.web.mine.urls")),
    path("choose/", include("vidare.web.choosing.urls")),
    path("people/", include("vidare.web.merits.urls")),
    path("people/", include("vidare.web.courses.urls")),
]
