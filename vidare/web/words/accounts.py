"""Words about log-ins and the codes that open them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.accounts import No, Way

WORDS = {
    Way.SMS: _("By text message"),
    Way.PAPER: _("On paper"),
    Way.LETTER: _("By letter"),
    No.WRONG_CODE: _("The code does not work. Check it, or get a new one."),
    No.TOO_MANY: _("There were too many tries. Wait an hour and try again, or ask your coach for help."),
    No.PROTECTED: _("The identity is protected: the code is handed over on paper only."),
    No.NOT_CHECKED: _("The population register has not been asked whether the identity is protected."),
    No.SMS_NOT_WANTED: _("The person has not asked for text messages."),
    No.NO_PHONE: _("There is no phone number."),
    No.STAFF_HERE: _(
        "Somebody of staff is logged in in this browser. A participant's code is used on the participant's own phone "
        "or computer. Log out first if this is the participant's."
    ),
    No.NO_ACCOUNT: _("The log-in is not open yet."),
    No.LETTER_WAITS: _("A letter waits to be printed already."),
    No.LETTER_LATELY: _("A letter was posted a few days ago. It may still be on its way."),
}
