"""Words of attendance: what was seen, and what it came to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.attendance import Verdict

WORDS = {
    Verdict.PRESENT: _("Present"),
    Verdict.LATE: _("Late"),
    Verdict.ABSENT_VALID: _("Absent with a valid reason"),
    Verdict.ABSENT_INVALID: _("Absent"),
    Verdict.NOT_REGISTERED: _("Not registered"),
    Verdict.CANCELLED: _("Cancelled"),
    Verdict.CONTESTED: _("Contested"),
}
