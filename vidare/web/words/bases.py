"""Words of the basis and of what the board answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.absences import BasisState, BoardDecision, WithdrawnWhy
from vidare.rules.bases import NoBasis

WORDS = {
    BasisState.PREPARED: _("Being prepared"),
    BasisState.HANDED_OVER: _("Handed over"),
    BasisState.COMMUNICATED: _("Communicated, the person can answer"),
    BasisState.HEARD: _("The person has been heard"),
    BasisState.DECIDED: _("The board has decided"),
    BasisState.NO_ACTION: _("Read, nothing more happens"),
    BasisState.WITHDRAWN: _("Taken back"),
    BoardDecision.UNCHANGED: _("Support as before"),
    BoardDecision.REDUCED: _("Support reduced"),
    BoardDecision.DENIED: _("Support denied"),
    WithdrawnWhy.CORRECTED: _("An hour was corrected"),
    WithdrawnWhy.ASSESSED_ANEW: _("A reason was assessed anew"),
    WithdrawnWhy.DISPUTED: _("The person disputed it and was right"),
    WithdrawnWhy.ASSIGNMENT_WITHDRAWN: _("The assignment was withdrawn"),
    NoBasis.NO_LADDER: _("In this service no number of absences leads to a basis. Talk with the person."),
    NoBasis.NO_STREAK: _("There are %(length)s absences in a row without a valid reason. A basis needs %(review_at)s."),
    NoBasis.NO_ASSIGNMENT: _("No decided assignment covers these days. Without one, absence has no consequence."),
    NoBasis.DISPUTE_OPEN: _("The person disputes one of the hours. Answer that first; until then this waits."),
    NoBasis.EXPLANATION_UNREAD: _("There is an explanation nobody has assessed. Read it first."),
    NoBasis.NOT_SPOKEN: _("%(count)s of the absences have not been spoken about. Ring first."),
    NoBasis.EXISTS: _("There is already a basis for these absences."),
    NoBasis.NOT_IN_THIS_STATE: _("This cannot be done now: %(state)s."),
    NoBasis.NOT_TOLD: _("The person has not been told yet."),
    NoBasis.SAME_PERSON: _("Two people, always: whoever coaches or prepared cannot be the one who decides."),
    NoBasis.NOT_AN_OFFICER: _("Choose somebody who decides for the board in this service."),
    NoBasis.NOT_YOURS: _("This basis was handed to somebody else."),
    NoBasis.ANSWER_TOO_SOON: _("Give the person time: the day to answer by can be %(earliest)s at the earliest."),
    NoBasis.ANSWER_DAY_NOT_PASSED: _(
        "Write what the person said. Without an answer, wait until %(answer_by)s has passed."
    ),
    NoBasis.NO_REASONS: _("Write the reasons."),
    NoBasis.NO_APPEAL: _("Write how the person can appeal."),
    NoBasis.CHILDREN_NOT_CONSIDERED: _("Write how the children were considered, or that there are none."),
    NoBasis.NO_DECISION: _("Say what the board decided."),
    NoBasis.NOT_WITHDRAWN: _("This has not been taken back."),
    NoBasis.READ_ALREADY: _("You have said so already."),
    NoBasis.NAMES_MONEY: _("Only facts here: take away “%(words)s”. The board decides what follows."),
}
