"""What two service models say differently, in words: a heading for each part of a model, and for what stands in it."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vidare.rules.services.saying import How, Part, Said
from vidare.web import words

WORDS = {
    Part.CODE: _("The model's code"),
    Part.NAME: _("The service's name"),
    Part.SECRECY: _("Secrecy"),
    Part.LANGUAGES: _("Languages"),
    Part.BOARD: _("The host board"),
    Part.TARGET_GROUP: _("Whom it is for"),
    Part.WAYS_IN: _("The ways in"),
    Part.FIRST_MEETING_DAYS: _("Days to a first meeting"),
    Part.VISITS_PER_WEEK: _("Visits a week"),
    Part.FULL_TIME_HOURS: _("Hours of full time"),
    Part.PLAN_REVIEW_WEEKS: _("Weeks between looking at a plan"),
    Part.CONTACT_EVERY_DAYS: _("Days between contacts"),
    Part.FOLLOW_UP_DAYS: _("Days of the follow-ups"),
    Part.EXEMPTIONS: _("What frees from the visits"),
    Part.FURTHER_BOARDS: _("Further board"),
    Part.PARTNERS: _("Organisation"),
    Part.ROLES: _("Role"),
    Part.QUESTIONS: _("Question at the door"),
    Part.AREAS: _("Area of the mapping"),
    Part.PROGRESS: _("Statement of progress"),
    Part.PROGRESS_EVERY_DAYS: _("Days between statements of progress"),
    Part.ROOMS: _("Room"),
    Part.ACTIVITIES: _("Activity"),
    Part.SCHEDULE: _("Hours of the week"),
    Part.RULE_SETS: _("Rule set"),
    Part.TARGETS: _("Target"),
    Part.FIGURES: _("Figures"),
    Part.TEXTS: _("Text"),
    Part.OTHER: _("Something else"),
    How.CHANGED: _("%(what)s: %(before)s → %(after)s"),
    How.ONLY_FIRST: _("Only the first has it. %(what)s"),
    How.ONLY_SECOND: _("Only the second has it. %(what)s"),
}
# What stands inside a part, by the key of the file. What has no word here is told by its key.
INSIDE = {
    "code": _("code"),
    "name": _("name"),
    "municipality": _("municipality"),
    "appeal_to": _("court of appeal"),
    "seats": _("seats"),
    "kind": _("kind"),
    "hours_per_week": _("hours a week"),
    "title": _("title"),
    "text": _("what it says"),
    "staff": _("what it asks staff"),
    "reason": _("the reason for a no"),
    "turn_to": _("where to turn"),
    "eligible": _("answers that open the door"),
    "source": _("source"),
    "value": _("value"),
    "definition": _("definition"),
    "room": _("the room"),
    "end": _("ends"),
    "board": _("board"),
    "of_board": _("belongs to the host board"),
    "hint": _("hint"),
    "standing": _("how sure it is"),
}


def sentence(one: Said) -> str:
    """One difference as a line that a manager of another municipality reads without the file beside her."""
    inside = INSIDE.get(one.inside, one.inside.removeprefix("values."))
    what = " ".join(filter(None, [words.word(one.part), f"“{one.which}”" if one.which else ""]))
    what = f"{what}, {inside}" if inside else what
    nothing = _now("nothing")
    return words.word(one.how, {"what": what, "before": one.before or nothing, "after": one.after or nothing})
