"""Words of the mapping."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.needs import No

WORDS = {
    No.LEVEL: _("A step on the scale is a number from %(lowest)s to %(highest)s."),
    No.AREA: _("This area is not part of the service's mapping."),
    No.FINISHED: _("This mapping is finished and can only be read. Begin a new one."),
    No.NOTHING_YET: _("Nothing has been written yet. A mapping says something about at least one area."),
    No.FUTURE: _("The mapping cannot be dated later than today."),
    No.OPEN_ALREADY: _("A mapping is already open. Go on with that one, or finish it first."),
    No.MERIT_TWICE: _("That stands there already."),
    No.MERIT_WITHOUT_WORDS: _("Write what it is."),
}
# The five steps of the scale, as the person and the staff read them.
LEVELS = {
    1: _("far from it"),
    2: _("a bit on the way"),
    3: _("halfway"),
    4: _("almost there"),
    5: _("ready for work or studies"),
}
