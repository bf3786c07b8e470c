"""Words of what crosses a wall."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.disclosure import Ground, Item, No, Purpose

PURPOSE_WORDS = {
    Purpose.CONSULTATION: _("Consultation before an assignment"),
    Purpose.JOINT_PLAN: _("Planning together"),
    Purpose.PLACEMENT: _("Arranging a placement"),
    Purpose.SUPPORT: _("The right support"),
    Purpose.BASIS: _("A basis for the board to look at (SoL 12:5)"),
    Purpose.BOARD_ANSWER: _("The board's answer to a basis"),
    Purpose.YOUTH: _("The municipality's youth responsibility"),
}
WORDS = {
    Ground.CONSENT: _("The person's consent"),
    Ground.STATUTORY_DUTY: _("A duty in law"),
    Ground.NECESSITY: _("Necessary for our own task (OSL 10:2)"),
    Ground.OSL_10_15_A: _("Between authorities (OSL 10:15 a)"),
    Item.NAME: _("Name"),
    Item.IDENTITY_NUMBER: _("Identity number"),
    Item.CONTACT: _("Telephone, e-mail and address"),
    Item.REFERRAL: _("When and how the person came"),
    Item.PLANNED_ACTIVITY: _("Planned steps"),
    Item.PLAN: _("The goal of the plan"),
    Item.MAPPING: _("The mapping: where the person stands, in their own and our words"),
    Item.NOTES: _("The notes of the team, never those of the social services"),
    Item.HOURS: _("Hours a week in the plan"),
    Item.MISSED_HOURS: _("Days of missed hours"),
    Item.EXPLANATIONS: _("What the person said about the hours"),
    Item.ASSESSMENTS: _("How the reasons were assessed"),
    Item.ASSIGNMENT: _("The assignment they lie under"),
    Item.OWN_WORDS: _("The person's own words"),
    Item.STAFF_FACTS: _("The coach's facts"),
    Item.BOARD_ANSWER: _("The board's answer and its day, not its reasons"),
    EmploymentServiceAnswer.NO_SUITABLE_MEASURE: _("We have no suitable measure"),
    EmploymentServiceAnswer.SUITABLE_MEASURE: _("We have a suitable measure"),
    EmploymentServiceAnswer.IN_GUARANTEE: _("Takes part in a guarantee with us"),
    No.PROTECTED: _("This person's identity is protected. Nothing is disclosed from here."),
    No.NOT_CHECKED: _("First check with the register whether the identity is protected."),
    No.NOTHING: _("Choose at least one thing to disclose."),
    No.EMPTY: _("We know nothing about this, so it cannot be disclosed: %(item)s."),
    No.UNTIL_PASSED: _("The last day has passed. Choose a day to come."),
    No.CONSENT_IS_FOR_A_TIME: _("A consent is for a time. Choose its last day."),
    No.RECEIVER: _("Choose one receiver."),
    No.WITHDRAWN: _("This has been withdrawn already."),
    No.NOT_ASKED: _("No answer was asked for."),
    No.ANSWERED: _("This has been answered already."),
    No.NOT_BY_CONSENT: _("This was not shared by your consent. Ask us why it was shared, and whether it can end."),
    No.ONLY_BY_CONSENT: _("Only the person's own consent lets the youth responsibility know of them."),
    No.WITH_THE_BASIS: _("This goes with a basis. It is taken back when the basis is taken back, not by itself."),
    No.NOT_OPENED: _("This cannot be kept open: %(item)s. Disclose a copy of it instead."),
    No.NOT_COPIED: _("Nobody keeps a copy of this: %(item)s. Keep it open for a time instead."),
    No.OPEN_FOR_A_TIME: _("Nothing stands open without an end. Choose its last day."),
    No.NOT_TO_THEM: _("Only another board in this service can be let in. To others, disclose a copy."),
    No.NOT_YOURS: _("Only those who may disclose can do this."),
}
