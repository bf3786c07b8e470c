"""Words of the open page, where anybody asks for help: they are said in every language that the page has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.asking import No
from vidare.rules.identity import Fault
from vidare.rules.invitations import No as Invited
from vidare.rules.referrals import Eligibility

WORDS = {
    Eligibility.YES: _("Yes"),
    Eligibility.NO: _("No"),
    Eligibility.UNKNOWN: _("Unknown"),
    Fault.NAME_EMPTY: _("Write a name."),
    Fault.NAME_TOO_LONG: _("The name is too long. It can have 100 letters."),
    Fault.NAME_SIGNS: _("There are hidden signs in what was pasted. Write it by hand instead."),
    Fault.PHONE: _("This is not a telephone number. Write it as 070-123 45 67, or with + and the country first."),
    Fault.EMAIL: _("This is not an e-mail address. Write it as name@example.org."),
    Fault.NO_WAY_TO_REACH: _("Write a telephone number or an e-mail address, so that we can reach you."),
    Invited.CODE_UNKNOWN: _(
        "We do not know this code. Look at it sign by sign, or send without it: you are just as welcome."
    ),
    Invited.CODE_USED: _("This code has been used already. Send without it: you are just as welcome."),
    Invited.CODE_EXPIRED: _("The time for this code has run out. Send without it: you are just as welcome."),
    Invited.CODE_NEEDED: _(
        "Here you write with an invitation code. You get one from the association or company that told you of us."
    ),
    No.TOO_QUICK: _("That went very fast. Look at what you have written and press Send once more."),
    No.OPEN_TOO_LONG: _("The page had been open for a long time. What you wrote is still here: press Send once more."),
    No.MANY_FROM_HERE: _(
        "Many have written to us from this computer or network in the last hour. What you wrote is still here: "
        "wait a while and press Send again, or do as it says below."
    ),
    No.DOOR_IS_CROWDED: _(
        "Very many are writing to us just now. What you wrote is still here: wait a while and press Send again, "
        "or do as it says below."
    ),
}
