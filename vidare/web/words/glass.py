"""Words of broken glass."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.glass import No

WORDS = {
    No.NOT_FOUND: _("There is no file that can be opened so. That you have tried is kept."),
    No.NO_REASON: _("Say why you need to open the file."),
    No.SHORT_REASON: _("Say why in words that a colleague understands: at least %(n)s words."),
}
