"""Words of absences and explanations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.absences import FileKind, No, ReasonKind, State

WORDS = {
    State.SEEN: _("Not spoken about yet"),
    State.SPOKEN: _("Spoken about"),
    State.EXPLAINED: _("Explained, to be read"),
    State.SILENT: _("No answer"),
    State.ASSESSED: _("Assessed"),
    State.CORRECTED: _("Corrected: no absence"),
    ReasonKind.ILL: _("Ill"),
    ReasonKind.CHILD_ILL: _("A child was ill"),
    ReasonKind.INTERVIEW: _("Job interview"),
    ReasonKind.WORK: _("Work"),
    ReasonKind.STUDIES: _("Studies"),
    ReasonKind.AUTHORITY: _("A visit to an authority or to health care"),
    ReasonKind.TRAVEL: _("The way there: bus, train or the like"),
    ReasonKind.OTHER: _("Something else"),
    FileKind.PDF: _("PDF"),
    FileKind.JPEG: _("Picture (JPG)"),
    FileKind.PNG: _("Picture (PNG)"),
    FileKind.HEIC: _("Picture (HEIC)"),
    No.NOT_SEEN: _("Nobody has said that the person was missing. What is not registered is never absence."),
    No.NOT_IN_THIS_STATE: _("This cannot be done now: %(state)s."),
    No.NO_WORDS: _("Write what happened, in a few words."),
    No.NO_WHY: _("Write why."),
    No.ATTACHMENT_TOO_LARGE: _("The file is too large. It can be %(megabytes)s MB at most."),
    No.ATTACHMENT_UNKNOWN: _("We can take a PDF or a picture (JPG, PNG or HEIC). This is something else."),
    No.TOO_LONG: _("The text is too long. It can be %(longest)s characters at most."),
    No.NOT_ASKED_YET: _("Nobody has asked the person yet. Ring first: “We missed you. What happened?”"),
    No.DISPUTED_ALREADY: _("This is already being looked at again."),
    No.NOTHING_TO_DISPUTE: _("Nothing is registered for this time yet."),
    No.ANSWERED_ALREADY: _("This has already been answered."),
}
