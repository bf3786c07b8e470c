"""Words of what the owners of steps say of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.items import No, Word

WORDS = {
    Word.WAITS: _("The owner has not answered yet"),
    Word.AGREED: _("The owner has said yes"),
    Word.WRONG: _("The owner says that something is wrong"),
    No.NOT_OWNER: _("Only the one who owns the step says yes to it, or what is wrong."),
    No.CLOSED: _("This step is closed. Nothing more is said of it."),
    No.AGREED_ALREADY: _("You have said yes to this already. It stands, and you need not do it again."),
    No.CHANGED: _("The step has been changed since it was put before you. Ask to have it as it is now."),
    No.NOT_OUTSIDE: _("Nobody outside the municipality owns this step."),
    No.ASKED_ALREADY: _("The step has been put before its owner already, just as it stands."),
    No.COMPARTMENT: _("You cannot set a step there."),
    No.OWNER_BEHIND_WALL: _("Whoever owns the step has to see it. Choose an owner from the social services."),
}
