"""Words of the activity requirement: whom it covers, what the hours are made of, what humans have decided."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.hours_by_kind import Kind
from vidare.rules.reliefs import No
from vidare.rules.requirement import Exemption, PartCode, Reduction, Why

WORDS = {
    Why.COVERED: _("Covered by the activity requirement"),
    Why.NO_RULE: _("There is no rule for this day."),
    Why.BEFORE_THE_LAW: _("The requirement does not apply to this month yet."),
    Why.NO_SUPPORT: _("No support is registered this month."),
    Why.TOO_FEW_MONTHS: _("Has not had support for enough months in a row."),
    PartCode.FULL_TIME: _("Full time"),
    PartCode.SMALL_CHILD: _("A small child in the household"),
    Exemption.UNDER_18: _("Is under 18"),
    Exemption.IN_SCHOOL: _("Goes to school, 18–20 years old"),
    Exemption.OCCUPIED_FULL_TIME: _("Is occupied full time already"),
    Exemption.RETIREMENT_AGE: _("Has reached the age of retirement"),
    Exemption.SICKNESS_BENEFIT: _("Has sickness benefit or sickness compensation"),
    Exemption.VALID_REASON: _("Another valid reason"),
    Reduction.HEALTH: _("Health"),
    Reduction.PART_TIME_WORK: _("Works part time"),
    Reduction.OTHER_MEASURE: _("Takes part in a measure of the state, the region or the municipality"),
    Reduction.CHILDCARE: _("Has no childcare for all hours"),
    Reduction.OTHER_REASON: _("Another reason"),
    No.ENDS_BEFORE_START: _("The last day comes before the first."),
    No.NO_WHY: _("Write why, so that another who reads it understands."),
    No.NO_EVIDENCE: _("Write what paper you have seen, from whom and of what day. Do not write a diagnosis."),
    No.HOURS: _("Write by how many whole hours a week, from 1 to %(most)s."),
    No.COACH_DECIDES: _("The person's coach cannot decide this. A social secretary who is not the coach does."),
    No.SAME_ALREADY: _("The same is decided for some of these days already. End that one first."),
    No.ENDED: _("It ends on that day or earlier already. To make it longer, decide a new one."),
    No.NOBODY_CHOSEN: _("Choose at least one person."),
    No.NOT_BORN: _("The child is not born yet. Come back then."),
    No.NOT_ASKED_BY_LAW: _("The law asks only for children under %(years)s. Do not write others here."),
    No.CHILD_KNOWN: _("A child of that day stands here already. A twin changes nothing."),
    Kind.ASSIGNED: _("Assigned activities"),
    Kind.NOT_ASSIGNED: _("Activities that are not assigned"),
    Kind.EDUCATION: _("Education"),
    Kind.PLACEMENT: _("Placement"),
    Kind.WORK: _("Work"),
    Kind.JOB_SEARCH: _("Own job search"),
}
