"""Words for when the database or the disk is in the way: what happened, and why it is nobody's fault here."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from vidare.rules.trouble import Trouble

WORDS: dict[StrEnum, object] = {
    Trouble.BUSY: _("Too much is being done at once just now"),
    Trouble.GONE: _("The program cannot reach what it has stored just now"),
    Trouble.FULL: _("There is no room to save anything just now"),
}
# Beside the words themselves, which are the heading.
WHY: dict[StrEnum, object] = {
    Trouble.BUSY: _("Somebody else's work was in the way, and your turn did not come. It is often over in a moment."),
    Trouble.GONE: _("Nothing that was saved before is lost. The program goes on by itself as soon as it can."),
    Trouble.FULL: _("Nothing that was saved before is lost. Those who run the program must make room."),
}
