"""Words of the introduction programme, and of what is told of the day after it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.programmes import After, No, Told

WORDS = {
    Told.PERSON: _("The person has told us"),
    Told.PAPER: _("It stands on a paper the person has shown"),
    Told.EMPLOYMENT_SERVICE: _("The Employment Service has answered"),
    After.ONWARD: _("In work, studies or an own business"),
    After.NOT: _("In none of them"),
    After.UNKNOWN: _("Nobody knows"),
    No.STARTS_LATER: _("The programme has not begun yet. Write it down when it has."),
    No.ENDS_BEFORE_START: _("The last day comes before the first. Change one of them."),
    No.TOO_LONG: _("The programme lasts two years, and a few more at the very most. Look at the days again."),
    No.NOTHING_NEW: _("These days are written down already."),
}
