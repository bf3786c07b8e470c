"""Words of what goes out on paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.papers import LogoKind, No, Window

WORDS = {
    Window.LEFT: _("At the left (V2)"),
    Window.RIGHT: _("At the right (H2)"),
    LogoKind.SVG: _("Drawing (SVG)"),
    LogoKind.PNG: _("Picture (PNG)"),
    No.COLOUR: _("Write the colour as # and six signs, such as #0b5d57."),
    No.PALE: _("The colour is too pale to read on white paper: its contrast is %(contrast)s, and must be %(least)s."),
    No.NAMELESS: _("Write the municipality and the unit: somebody must stand as the sender."),
    No.LOGO_KIND: _("We can take a drawing (SVG) or a picture (PNG). This is something else, or it is broken."),
    No.LOGO_LARGE: _("The file is too large. It can be %(kilobytes)s kB, and 4000 pixels at most."),
    No.LOGO_REACHES: _("The drawing holds more than shapes, such as a program, a style sheet, a font or another file. "
                       "Save it as a plain SVG with its texts as paths."),
    No.SIGN: _("The letter holds a sign that cannot be set on paper, such as a picture of a face. Change the text that "
               "holds it, and write the letter again."),
    No.OVER: _("The meeting is over or called off. There is nothing to ask anybody to."),
    No.NOT_MISSED: _("Nobody waits for an answer about this hour, so there is no letter to write."),
    No.NOT_COMMUNICATED: _("The letter tells what was communicated. It can be written after that, until the decision."),
    No.NOT_DECIDED: _("No decision is noted. A letter about a decision is written after it, never before."),
    No.NOT_WAITING: _("The letter has been dealt with already."),
    No.NUMBERLESS: _(
        "There is no telephone number to write in the letter, and the letter asks its reader to ring. Ask the "
        "administrator to write the service's number in the letterhead."
    ),
}  # fmt: skip
