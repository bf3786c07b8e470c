"""The codes a service model's file may use, where they belong to subjects that come after this one."""

from __future__ import annotations

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ANSWERS = ("yes", "no", "unknown")
# Held equal to what the pages of all participants are asked in, by a test.
PROGRESS_LANGUAGES = ("sv", "en", "ar", "so", "uk", "ti", "fa")
# Held equal to rules.referrals.WayIn by a test.
WAYS_IN = ("own-initiative", "walk-in", "social-services", "employment-service", "invitation")
# Each figure that the program counts and what it is counted in, which is what its target is counted in. An amount
# has no target. Held equal to rules.statistics.FigureCode, and to what the figures are counted in, by tests.
FIGURES = {
    "enrolled-in-month": "count",
    "enrolled-here": "count",
    "enrolled-in-education": "count",
    "enrolled-in-placement": "count",
    "foreign-born-share": "share",
    "days-to-first-meeting-median": "days",
    "days-to-first-meeting-median-own-initiative": "days",
    "days-to-first-meeting-median-walk-in": "days",
    "days-to-first-meeting-median-social-services": "days",
    "days-to-first-meeting-median-employment-service": "days",
    "days-to-first-meeting-median-invitation": "days",
    "first-meeting-within-target": "share",
    "first-meeting-within-target-own-initiative": "share",
    "first-meeting-within-target-walk-in": "share",
    "first-meeting-within-target-social-services": "share",
    "first-meeting-within-target-employment-service": "share",
    "first-meeting-within-target-invitation": "share",
    "attendance-share": "share",
    "not-registered-share": "share",
    "seats-used": "share",
    "overbooked": "count",
    "streaks-of-four": "count",
    "announced-historical-scheme": "ore",
    "decided-by-board": "ore",
    "without-next-step": "count",
    "plans-agreed-by-both": "share",
    "in-activity-over-12-months": "share",
    "in-activity-over-24-months": "share",
    "locked-in": "share",
    "hours-against-full-time": "share",
    "placements-outside-municipality": "share",
    "youth-coverage": "share",
    "referred": "count",
    "started": "count",
    "finished": "count",
    "followed-up": "count",
    "completed-to-work": "count",
    "completed-to-studies": "count",
    "completed-to-another-authority": "count",
    "after-a-measure-in-work-or-studies-90-days": "share",
    "after-a-measure-still-in-it-90-days": "share",
    "onward-of-completed": "share",
    "onward-of-started": "share",
    "national-a-b-share": "share",
    "in-work-or-studies-30-days": "share",
    "in-work-or-studies-90-days": "share",
    "in-work-or-studies-180-days": "share",
    "in-work-or-studies-365-days": "share",
    "in-work-or-studies-90-days-after-programme": "share",
    "in-work-or-studies-90-days-women": "share",
    "in-work-or-studies-90-days-men": "share",
    "in-work-or-studies-90-days-after-programme-population": "share",
    "in-work-or-studies-90-days-women-population": "share",
    "in-work-or-studies-90-days-men-population": "share",
    "support-paid-out": "ore",
    "support-paid-out-before-start": "ore",
    "recipients-offered": "share",
    "recipients-days-to-offer-median": "days",
    "recipients-with-a-reason": "share",
    "recipients-with-neither": "count",
}
