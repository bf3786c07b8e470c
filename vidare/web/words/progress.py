"""Words of the questions of progress: what can be answered, and why an answer is not taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.progress import No

WORDS = {
    No.NOTHING: _("Answer at least one question."),
    No.QUESTION: _("That question is not asked here."),
    No.LEVEL: _("Choose one of the answers."),
}
# How far somebody agrees with a sentence about themselves.
ANSWERS = {
    1: _("No, not at all"),
    2: _("A little"),
    3: _("Partly"),
    4: _("Mostly"),
    5: _("Yes, quite"),
}
