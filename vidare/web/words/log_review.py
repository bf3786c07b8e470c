"""Words of the log review: a signal is a question."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.log_review import Judgement, No, Signal

WORDS = {
    Signal.GLASS: _("Opened by breaking the glass"),
    Signal.COLLEAGUE: _("The person has the name of somebody who works here"),
    Signal.NAMESAKE: _("The reader and the person have the same last name"),
    Signal.SAME_ADDRESS: _("The reader and the person live at the same address"),
    Signal.NEIGHBOUR: _("The reader and the person have the same postcode"),
    Signal.MANY_AT_NIGHT: _("Many files in one night"),
    Signal.NO_RELATION: _("The reader has done nothing else for the person"),
    Signal.SAMPLE: _("Drawn by lot"),
    Judgement.IN_ORDER: _("In order"),
    Judgement.ASKED: _("The reader was asked"),
    Judgement.REPORTED: _("Reported"),
    No.OWN_READING: _("This is your own reading. Somebody else judges it."),
    No.NO_WORDS: _("Say in words what was asked and answered, or to whom it is reported."),
    No.SIGNED: _("The review is signed and stands as it is."),
    No.NOT_ALL_JUDGED: _("%(n)s readings are left to look at before the review can be signed."),
    No.SIGNS_FOR_ONESELF: _("Your own readings are in this review. Somebody else signs it."),
    No.DAYS: _(
        "Review at least every quarter (7–92 days), sign within 1–31 days, draw 1–200, of each reader 0–50, "
        "and call 2–100 files in a night many."
    ),
}
