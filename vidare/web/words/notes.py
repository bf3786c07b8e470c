"""Words of notes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.notes import No, NoteKind

WORDS = {
    NoteKind.CALL: _("Telephone call"),
    NoteKind.VISIT: _("Visit or drop-in"),
    NoteKind.MEETING: _("Booked meeting"),
    NoteKind.LETTER: _("Letter or e-mail"),
    NoteKind.DECISION: _("Decision"),
    NoteKind.SAFETY: _("Safety"),
    NoteKind.OTHER: _("Other"),
    No.EMPTY: _("Write something first."),
    No.TOO_LONG: _(
        "The text has %(length)s characters; there is room for %(longest)s. Shorten it, or divide it into several."
    ),
    No.CONTROL: _(
        "The text held invisible control characters that cannot be kept. "
        "They have been taken out below: read it through and save again."
    ),
    No.TURNED: _(
        "The text held invisible marks that turn the reading direction and can make it say something else. "
        "They have been taken out below: read it through and save again."
    ),
    No.FUTURE: _("It cannot have happened later than today."),
    No.BEFORE_BIRTH: _("That day is before the person was born."),
    No.COMPARTMENT: _("You cannot write there. Choose another answer to who may see this."),
    No.UNCHANGED: _("The correction says the same as the note. Change something, or leave it."),
    No.DISPUTED: _("A dispute of this note already waits for an answer."),
    No.ANSWERED: _("This dispute has been answered already."),
}
