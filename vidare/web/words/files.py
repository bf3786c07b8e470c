"""Why a file cannot be read or written, in words: what the system says is in the system's own language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vidare.rules.backups import Hindrance, hindrance
from vidare.web.words import word


def why(fault: OSError) -> str:
    """Half a sentence, to stand after a colon."""
    known = hindrance(fault)
    if known is Hindrance.OTHER:
        return _("fault %(number)s of the system") % {"number": fault.errno or 0}
    return word(known)
