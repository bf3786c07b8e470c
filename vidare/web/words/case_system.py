"""Words of what is handed over to the board's case system."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.absences import BoardDecision
from vidare.rules.attendance import Verdict
from vidare.rules.case_system import CaseKind, CaseState, No
from vidare.rules.plans import Party, StepState
from vidare.web import words

WORDS = {
    CaseKind.BASIS: _("Basis for the board"),
    CaseKind.DECISION: _("Decision of the board"),
    CaseKind.PLAN: _("Agreed plan"),
    CaseState.WAITING: _("Waits to be put in the case system's folder"),
    CaseState.PLACED: _("Put in the case system's folder"),
    CaseState.RECEIVED: _("Received by the case system"),
    CaseState.REFUSED: _("Turned down by the case system"),
    No.PROTECTED: _(
        "It cannot be handed over by a file: the identity is protected, or the population register has not been asked. "
        "Hand it over as your board does with protected identities."
    ),
    No.NOT_HANDED_OVER: _("The basis has not been handed over to an officer."),
    No.WITHDRAWN: _("The basis has been taken back. Nothing of it is handed over."),
    No.NOT_DECIDED: _("Nothing has been decided yet. Hand over the basis, or wait for the decision."),
    No.NOT_AGREED: _("The plan is not agreed any more. Hand over the one that holds now."),
}
# The facts of a case file, by their names in docs/case-file.schema.json.
NAMES = {
    "assignment": _("Assigned by the board"),
    "days": _("Days"),
    "hours": _("Hours"),
    "not-registered": _("Not registered, and not counted"),
    "own-words": _("The person's own words"),
    "staff-words": _("The coach's words"),
    "communicated": _("Told to the person"),
    "heard": _("What the person said"),
    "children-considered": _("How children were considered"),
    "decision": _("Decision"),
    "decided-on": _("Decided on"),
    "decided-by": _("Decided by"),
    "reasons": _("Reasons"),
    "how-to-appeal": _("How to appeal"),
    "goal": _("Goal"),
    "number": _("Number of the plan"),
    "review-on": _("Looked at again"),
    "hours-per-week": _("Hours a week"),
    "steps": _("Steps"),
    "agreed": _("Agreed by"),
}
# Where a line holds a code of ours, on paper it is said in words. The file for the machine keeps the code.
CODED = {"hours": Verdict, "decision": BoardDecision, "steps": StepState, "agreed": Party}


def line(name: str, said: str) -> str:
    kind = CODED.get(name)
    if kind is None:
        return said
    known = {code.value: words.word(code) for code in kind}
    return " · ".join(known.get(part, part) for part in said.split(" · "))
