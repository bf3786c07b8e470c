"""Words of the calendar feed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.feeds import No, What

WORDS = {
    What.HOUR: _("Booked time"),
    What.MEETING: _("Booked meeting"),
    No.PROTECTED: _("Your identity is protected. Your times stand only here, so that nobody else can see them."),
    No.NOT_CHECKED: _("We have not checked yet whether your identity is protected. Ask your coach, and try again."),
    No.NONE: _("There is no address to stop."),
}
