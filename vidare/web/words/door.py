"""What the kiosk says. No name, and nothing that tells one person from another."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.attendance import Doubt
from vidare.rules.door import Door

WORDS = {
    Door.WELCOME: _("Welcome! You are checked in."),
    Door.DROP_IN: _("Welcome! You have been given a free place."),
    Door.ALREADY: _("You are already checked in."),
    Door.SEE_STAFF: _("Thank you! We have seen that you are here. Please talk to one of us."),
    Door.UNKNOWN: _("We do not know that code. Try again, or talk to one of us."),
    Door.WAIT: _("Too many codes were wrong. Show your card, or talk to one of us."),
    Door.KEPT: _("Thank you! There is no network right now. Your check-in is kept and will be sent."),
    Doubt.NO_BOOKING: _("There was no hour to come to"),
    Doubt.OLD_TOUCH: _("It was made on another day than it arrived"),
    Doubt.CLOCK_WRONG: _("The clock of the screen was wrong"),
}
