"""Words of the month's list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.queries.month import Show

WORDS = {
    Show.EVERYBODY: _("Everybody"),
    Show.LEFT: _("Not gone through yet"),
    Show.GONE_THROUGH: _("Gone through"),
}
