"""Words of those who receive support, and of what they were offered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.recipients import No, Standing, WhyNot

WORDS = {
    Standing.OFFERED: _("Offered something"),
    Standing.WITH_REASON: _("Offered nothing, for a reason"),
    Standing.NEITHER: _("Neither offer nor reason"),
    WhyNot.OTHER_SUPPORT: _("Has support elsewhere"),
    WhyNot.HEALTH: _("Health comes first"),
    WhyNot.CARE: _("Takes care of somebody"),
    WhyNot.DID_NOT_WANT: _("Was asked, and said no"),
    WhyNot.SHORT: _("Support for a short time only"),
    WhyNot.NOTHING_FITS: _("Nothing here fits"),
    WhyNot.TURNED_AWAY: _("Got a no from a service"),
    No.NO_SUPPORT: _("This person has no support registered today."),
}
