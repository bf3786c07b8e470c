"""Words of who may act for somebody, as what, and in which matters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.representatives import Capacity, Matter, No

WORDS = {
    Capacity.CUSTODIAN: _("Custodian of a child"),
    Capacity.GUARDIAN: _("Guardian of a child"),
    Capacity.SPECIAL_REPRESENTATIVE: _("Special representative"),
    Capacity.ADMINISTRATOR: _("Administrator appointed by a court"),
    Capacity.POWER_OF_ATTORNEY: _("Has a power of attorney"),
    Matter.PLAN: _("the plan"),
    Matter.ABSENCE: _("absence and its reasons"),
    Matter.CONSENT: _("consents"),
    Matter.LETTERS: _("letters and calls"),
    No.NO_NAME: _("Write who it is."),
    No.NO_MATTER: _("Choose at least one thing that they may do."),
    No.NO_EVIDENCE: _("Write what paper you have seen, from whom and of what day."),
    No.ENDS_BEFORE_START: _("The last day comes before the first."),
    No.OF_AGE: _("The person is of age on the first day. A custodian or a guardian acts for a child."),
    No.UNTIL_OF_AGE: _("The person is of age after %(last)s. Give that day, or an earlier one, as the last."),
    No.NO_END: _("A power of attorney is for a time here. Give a last day, and see it again then."),
    No.ENDED: _("It ends on that day or earlier already."),
    No.NOBODY: _("Choose who has spoken for the person. If they are not in the list, register them first."),
    No.NOT_NOW: _("They may not act for the person today."),
    No.OTHER_MATTER: _("They may not act for the person here: %(matter)s."),
}
