"""Words of campaigns and their codes, for those who lead a service."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.invitations import No

WORDS = {
    No.NAME_MISSING: _("Write what the campaign is called."),
    No.ENDS_BEFORE_START: _("The campaign cannot end before it begins."),
    No.OVER: _("The campaign is over. Plan a new one to make more codes."),
    No.HOW_MANY: _("Make between 1 and %(most)s codes at a time."),
    No.NOT_AN_ASSOCIATION: _("Codes are handed out by an association, a company or a school. An authority refers."),
    No.WAY_IN_CLOSED: _("By its model, this service does not take people in by invitation."),
}
