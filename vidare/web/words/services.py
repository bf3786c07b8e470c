"""Words of service models and their faults, of services, staff and devices, and of the trail's seals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.audit import Break
from vidare.rules.organisations import OrganisationKind, SecrecyRegime
from vidare.rules.services import ActivityKind, Exemption, FaultCode, RuleKind, TextCode, Unit
from vidare.rules.services.importing import No
from vidare.rules.services.staffing import No as StaffNo

F = FaultCode
WORDS = {
    F.SYNTAX: _("From column %(column)s on this cannot be read as TOML (%(detail)s)."),
    F.TOO_MANY_DOTS: _("There are too many dots on this line."),
    F.TOO_DEEP: _("Lists and tables stand too deep inside one another."),
    F.NOT_UTF_8: _("The file is not written in UTF-8. Save it as UTF-8 and try again."),
    F.TOO_LARGE: _("The file is far too large; at most %(most)s characters can be read."),
    F.MISSING: _("This is missing."),
    F.UNKNOWN_KEY: _("Nothing is called this. Is it misspelt?"),
    F.NOT_A_TEXT: _("Write a text within quotation marks."),
    F.NOT_A_NUMBER: _("Write a number, without quotation marks."),
    F.NOT_A_DATE: _("Write a day like 2026-11-24, without quotation marks."),
    F.YEAR_UNLIKELY: _("The year %(year)s is not between %(earliest)s and %(latest)s. Is it mistyped?"),
    F.NOT_A_TIME: _("Write a time like “09:00”, within quotation marks."),
    F.NOT_A_LIST: _("Write a list within square brackets."),
    F.NOT_A_TABLE: _("Write a table here: keys and their values."),
    F.NOT_A_TRUTH: _("Write true or false, without quotation marks."),
    F.NOT_A_PLAIN_VALUE: _("Write a text, a number, true or false, or a list of texts or whole numbers."),
    F.EMPTY: _("Something has to be written here."),
    F.NOT_A_CODE: _("“%(value)s” is not a code. Use small letters a–z, digits and single hyphens."),
    F.TOO_SMALL: _("This is too small; the least is %(least)s."),
    F.TOO_BIG: _("This is too big; the most is %(most)s."),
    F.NOT_KNOWN: _("“%(value)s” is not known here. Known are: %(known)s."),
    F.TWICE: _("“%(value)s” stands here twice."),
    F.LANGUAGE_MISSING: _("The text is missing in the language “%(language)s”."),
    F.SWEDISH_MISSING: _("Swedish (sv) has to be among the languages."),
    F.NO_SUCH_BOARD: _("There is no further board with the code “%(value)s” in this file. Known: %(known)s."),
    F.OF_TWO_BOARDS: _("An organisation belongs to one board: take away “of_board” or “board”."),
    F.NO_SUCH_ROOM: _("There is no room with the code “%(value)s” in this file."),
    F.NO_SUCH_ACTIVITY: _("There is no activity with the code “%(value)s” in this file."),
    F.ENDS_BEFORE_START: _("The hour ends (%(end)s) before it has begun (%(start)s)."),
    F.ROOM_TAKEN: _("The room “%(room)s” is already used at this time on %(weekday)s, by %(other)s."),
    F.NO_SUCH_RULE: _(
        "The program reads no rule called “%(value)s”. It reads: %(known)s. What is only said begins with law-, "
        "definition- or practice-."
    ),
    F.NOBODY_IS_ELIGIBLE: _("No answer to this question opens the door. Name at least one."),
    F.NO_SUCH_AREA: _("There is no area with the code “%(value)s” in this file."),
    F.OPTIONS_OF_A_CHOICE: _("A choice, and no other field, names what can be chosen under “options”."),
    F.MOST_OF_A_NUMBER: _("A number, and no other field, says under “most” how high it can be."),
    F.TARGET_NOT_PRINTED: _("The target aims at “%(value)s”, which is not among the figures of this service."),
    F.TARGET_IN_ANOTHER_UNIT: _("“%(value)s” is counted in “%(unit)s”, and so is its target. Write unit = “%(unit)s”."),
    F.TARGET_OF_AN_AMOUNT: _("“%(value)s” is an amount of money: it is shown, and no target is set for it."),
    F.NO_ATTENDANCE_POLICY: _("A rule set of the kind “attendance” is missing."),
    F.NOT_A_SHARE: _("A share is written as a number from 0 to 1."),
    No.INSIDE_CLOSED_MONTH: _(
        "The rule set “%(kind)s” from %(first_day)s would reach into a closed month (closed through %(closed)s). "
        "Give it a later first day."
    ),
    No.ANOTHER_BOARD: _("The board “%(board)s” is not yours. Its own administrator starts services there."),
    No.ONLY_BY_COMMAND: _("Rules for the whole country are taken in with the command “vidare models import”."),
    No.RUNS_ALREADY: _("A service with the code “%(service)s” runs already."),
    No.NO_SUCH_MODEL: _("There is no service model with the code “%(model)s”."),
    No.MONDAY: _("%(day)s is not a Monday. A week is laid out from its Monday."),
    StaffNo.HELD_ALREADY: _("The person already holds this role here."),
    StaffNo.NOT_HELD: _("The role has ended already."),
    StaffNo.OPEN_PARTICIPATIONS: _(
        "Participants who have this person as their coach: %(count)s. Choose who takes them over."
    ),
    StaffNo.SUCCESSOR_NOT_HERE: _("Who takes over has to be a coach in this service."),
    StaffNo.REASON_MISSING: _("Write why the role ends."),
    StaffNo.ENDS_BEFORE_START: _("The role cannot end (%(end)s) before it began (%(start)s)."),
    StaffNo.LAST_ADMINISTRATOR: _("Somebody has to administer the service. Give the role to somebody else first."),
    StaffNo.USERNAME_TAKEN: _("The user name is taken. Choose another."),
    StaffNo.USERNAME: _("A user name has at least three characters: letters, digits and . - _ @ +."),
    StaffNo.NAME_MISSING: _("Write the person's name."),
    StaffNo.DEVICE_ENDED: _("The device has ended already."),
    StaffNo.PARTICIPANT_ROLE: _("A participant has no role as staff."),
    StaffNo.TAKES_PART: _("This log-in belongs to a participant."),
    StaffNo.FOR_A_TIME: _("A substitute is here for a time. Write the last day."),
    StaffNo.NOT_THE_SAME: _("A substitute has the same role, for the same board, as the one they stand in for."),
    StaffNo.HIMSELF: _("Nobody stands in for themselves."),
    StaffNo.OPEN_STEPS: _("Open steps that only this role sees: %(count)s. Choose who takes them over."),
    StaffNo.OWN: _(
        "Nobody gives themselves a role, or a longer one. Another administrator does it; where there is none, the one "
        "who runs the program does it with the command “vidare office give”."
    ),
    Break.CHANGED: _("a row has been changed"),
    Break.MISSING: _("a row is missing"),
    Break.ADDED: _("a row has been put in between"),
    Break.UNCHAINED: _("the seal is not chained to the one before it"),
    Exemption.EDUCATION: _("In education"),
    Exemption.PLACEMENT: _("On a work placement"),
    Exemption.WORK: _("At work"),
    TextCode.WELCOME: _("Welcome"),
    TextCode.OPEN_DOOR: _("The open door"),
    TextCode.VISITS: _("The visits of the week"),
    TextCode.ADDRESS: _("Where it is"),
    TextCode.REACH_US: _("How else to reach us"),
    Unit.DAYS: _("days"),
    Unit.SHARE: _("share"),
    Unit.COUNT: _("number"),
    SecrecyRegime.CHAPTER_26_1: _("Secrecy is presumed (OSL 26:1)"),
    SecrecyRegime.CHAPTER_28_11: _("Openness is presumed (OSL 28:11)"),
    OrganisationKind.MUNICIPALITY: _("Municipality"),
    OrganisationKind.EMPLOYMENT_SERVICE: _("Employment Service"),
    OrganisationKind.PROVIDER: _("Provider"),
    OrganisationKind.EMPLOYER: _("Employer"),
    OrganisationKind.ASSOCIATION: _("Association"),
    OrganisationKind.SCHOOL: _("School"),
    OrganisationKind.FUNDER: _("Funder"),
}

KIND_WORDS = {
    ActivityKind.GUIDANCE: _("Guidance"),
    ActivityKind.JOB_SEARCH: _("Job search"),
    ActivityKind.WORK_TRAINING: _("Work training"),
    ActivityKind.EDUCATION: _("Education"),
    ActivityKind.PLACEMENT: _("Work placement"),
}

RULE_WORDS = {
    RuleKind.ATTENDANCE: _("Attendance and its ladder"),
    RuleKind.ATTENTION: _("What asks for attention, and when"),
    RuleKind.HISTORICAL_SCHEME: _("A scheme of the past"),
    RuleKind.ASSIGNMENT: _("Limits of assignments"),
    RuleKind.PLACEMENT: _("Limits of placements"),
    RuleKind.LOG_IN: _("Codes to log in with, by letter"),
    RuleKind.SENDING: _("When text messages may go"),
}
