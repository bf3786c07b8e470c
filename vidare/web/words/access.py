"""Words of roles, compartments, and what one may not do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.access import Compartment, Deed, No, Role

WORDS = {
    No.ROLE: _("Your role does not allow this here. Ask the coordinator if you think it should."),
    Role.PARTICIPANT: _("Participant"),
    Role.COACH: _("Job coach"),
    Role.SOCIAL_SECRETARY: _("Social secretary"),
    Role.EMPLOYMENT_OFFICER: _("Employment officer"),
    Role.JOB_MATCHER: _("Job matcher"),
    Role.LANGUAGE_PEDAGOGUE: _("Language pedagogue"),
    Role.CIVIC_GUIDE: _("Civic guide"),
    Role.YOUTH_COORDINATOR: _("Youth coordinator"),
    Role.COORDINATOR: _("Coordinator"),
    Role.MANAGER: _("Unit manager"),
    Role.ADMINISTRATOR: _("Administrator"),
    Compartment.TEAM: _("The service's team"),
    Compartment.LABOUR_MARKET: _("Labour-market activity"),
    Compartment.SOCIAL_SERVICES: _("Social services"),
    Compartment.YOUTH: _("Youth responsibility"),
    Compartment.PROVIDER: _("Provider"),
    Deed.SEE: _("See"),
    Deed.CHANGE: _("Change"),
    Deed.REFER: _("Refer"),
    Deed.RECOMMEND: _("Recommend from another authority"),
    Deed.ACCEPT: _("Accept or decline a referral"),
    Deed.AGREE: _("Agree to a plan for the board"),
    Deed.LEAD: _("Lead the caseload"),
    Deed.BOOK: _("Book hours"),
    Deed.REGISTER: _("Register attendance"),
    Deed.ASSESS: _("Assess a reason"),
    Deed.HAND_OVER: _("Hand over a basis"),
    Deed.DECIDE: _("Decide for the board"),
    Deed.DISCLOSE: _("Disclose"),
    Deed.ANSWER: _("Answer what is disclosed"),
    Deed.PLACE: _("Arrange placements"),
    Deed.CLOSE: _("Close a participation"),
    Deed.COUNT: _("See figures"),
    Deed.OPEN_ROWS: _("Open the rows behind a figure"),
    Deed.CLOSE_MONTH: _("Close a month"),
    Deed.ADMINISTER: _("Administer"),
    Deed.POST: _("Print and post letters"),
    Deed.IMPORT: _("Take in a list"),
    Deed.REVIEW: _("Review the reading log"),
    Deed.ACCOUNT: _("Account for a project"),
    Deed.TEACH: _("Write language courses"),
}
