"""Words of the team's meetings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.team import No

WORDS = {
    No.PAST: _("A meeting lies ahead. Choose today or a later day."),
    No.HELD_ALREADY: _("The team meets on that day already."),
    No.HAS_BEEN: _("That meeting has been. Choose one that lies ahead."),
    No.THERE_ALREADY: _("The person stands on that agenda already."),
    No.COMPARTMENT: _("You cannot take somebody up there. Choose who hears it among those in the list."),
    No.SETTLED: _("It is written down already what was agreed."),
    No.NOT_YET: _("The meeting is on %(day)s. What was agreed is written down from that day on."),
}
