"""The codes a service model's file may use, where they belong to subjects that come after this one."""

from __future__ import annotations

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ANSWERS = ("yes", "no", "unknown")
# Held equal to rules.referrals.WayIn by a test.
WAYS_IN = ("own-initiative", "walk-in", "social-services", "employment-service", "invitation")
FIGURES = (
    "enrolled-in-month",
    "enrolled-here",
    "enrolled-in-education",
    "enrolled-in-placement",
    "foreign-born-share",
    "onward-of-completed",
    "onward-of-started",
    "national-a-b-share",
    "days-to-first-meeting-median",
    "first-meeting-within-target",
    "offered-a-measure",
    "youth-coverage",
    "attendance-share",
    "not-registered-share",
    "seats-used",
    "overbooked",
    "streaks-of-four",
    "announced-historical-scheme",
    "decided-by-board",
    "without-next-step",
    "plans-agreed-by-both",
    "in-activity-over-12-months",
    "in-activity-over-24-months",
    "hours-against-full-time",
    "placements-outside-municipality",
    "in-work-or-studies-90-days-women",
    "in-work-or-studies-90-days-men",
    "in-work-or-studies-90-days-women-population",
    "in-work-or-studies-90-days-men-population",
    "cost-share-esf",
    "cost-share-municipalities",
    "cost-share-employment-service",
    "support-paid-out",
    "support-paid-out-before-start",
    "referred",
    "started",
    "finished",
    "followed-up",
    "in-work-or-studies-30-days",
    "in-work-or-studies-90-days",
    "in-work-or-studies-180-days",
    "in-work-or-studies-365-days",
)
