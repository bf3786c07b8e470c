"""Words of the figures: what each is called, how it is counted, and what it can and cannot say."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vidare.rules.statistics import AFTER_PROGRAMME, BY_WAY_IN, Figure, FigureCode, No, Unit, Whereabouts

F = FigureCode

WORDS = {
    No.MONTH_NOT_OVER: _("%(month)s is not over yet. A month can be closed from the first day after it."),
    No.MONTH_CLOSED: _("%(month)s is already closed. Later facts show as corrections beside it."),
    Unit.PEOPLE: _("people"),
    Unit.SHARE: _("share"),
    Unit.DAYS: _("days"),
    Unit.HOURS: _("hours"),
    Unit.STREAKS: _("streaks"),
    Unit.ORE: _("kronor"),
    Whereabouts.HERE: _("Comes here"),
    Whereabouts.EDUCATION: _("In education"),
    Whereabouts.PLACEMENT: _("In a placement"),
    F.ENROLLED_IN_MONTH: _("Enrolled in the month"),
    F.ENROLLED_HERE: _("Of them, coming here"),
    F.ENROLLED_IN_EDUCATION: _("Of them, in education"),
    F.ENROLLED_IN_PLACEMENT: _("Of them, in a placement"),
    F.FOREIGN_BORN_SHARE: _("Born abroad"),
    F.DAYS_TO_FIRST_MEETING: _("Days to the first meeting, median"),
    F.DAYS_FROM_OWN_INITIATIVE: _("Days to the first meeting, on own initiative"),
    F.DAYS_FROM_WALK_IN: _("Days to the first meeting, dropped in"),
    F.DAYS_FROM_SOCIAL_SERVICES: _("Days to the first meeting, by social services"),
    F.DAYS_FROM_EMPLOYMENT_SERVICE: _("Days to the first meeting, by the Employment Service"),
    F.DAYS_FROM_INVITATION: _("Days to the first meeting, by invitation code"),
    F.FIRST_MEETING_WITHIN_TARGET: _("First meeting within the target"),
    F.WITHIN_FROM_OWN_INITIATIVE: _("Within the target, on own initiative"),
    F.WITHIN_FROM_WALK_IN: _("Within the target, dropped in"),
    F.WITHIN_FROM_SOCIAL_SERVICES: _("Within the target, by social services"),
    F.WITHIN_FROM_EMPLOYMENT_SERVICE: _("Within the target, by the Employment Service"),
    F.WITHIN_FROM_INVITATION: _("Within the target, by invitation code"),
    F.ATTENDANCE_SHARE: _("Attendance"),
    F.NOT_REGISTERED_SHARE: _("Hours not registered"),
    F.SEATS_USED: _("Seats used"),
    F.OVERBOOKED: _("Overbooked hours"),
    F.STREAKS_OF_FOUR: _("Streaks of absence that reached the limit"),
    F.ANNOUNCED_HISTORICAL_SCHEME: _("What the old scheme would have announced"),
    F.DECIDED_BY_BOARD: _("What the board has decided"),
    F.WITHOUT_NEXT_STEP: _("Without a next step"),
    F.PLANS_AGREED_BY_BOTH: _("Plans agreed by both"),
    F.IN_ACTIVITY_OVER_12_MONTHS: _("More than 12 months in one activity"),
    F.IN_ACTIVITY_OVER_24_MONTHS: _("More than 24 months in one activity"),
    F.LOCKED_IN: _("Locked in"),
    F.HOURS_AGAINST_FULL_TIME: _("Weekly hours against full time"),
    F.PLACEMENTS_OUTSIDE_MUNICIPALITY: _("Placements outside the municipality"),
    F.YOUTH_COVERAGE: _("Young people reached, of those outside work and school"),
    F.YOUTH_REGISTERED: _("Young people in the register"),
    F.YOUTH_REACHED: _("Of them, reached"),
    F.YOUTH_OFFERED: _("Of them, offered something"),
    F.YOUTH_IN_SOMETHING: _("Of them, in something on the day"),
    F.REFERRED: _("Referred"),
    F.STARTED: _("Started"),
    F.FINISHED: _("Finished"),
    F.FOLLOWED_UP: _("Followed up after 90 days"),
    F.COMPLETED_TO_WORK: _("Of them, on to work"),
    F.COMPLETED_TO_STUDIES: _("Of them, on to studies"),
    F.COMPLETED_TO_ANOTHER_AUTHORITY: _("Of them, on to a measure at the Employment Service"),
    F.AFTER_A_MEASURE_90_DAYS: _("From a measure: in work or studies 90 days after"),
    F.STILL_IN_A_MEASURE_90_DAYS: _("From a measure: still in one 90 days after"),
    F.ONWARD_OF_COMPLETED: _("Onward, of those who finished"),
    F.ONWARD_OF_STARTED: _("Onward, of those who started"),
    F.NATIONAL_A_B_SHARE: _("Work or studies, as counted nationally"),
    F.IN_WORK_OR_STUDIES_30_DAYS: _("In work or studies 30 days after an exit to work"),
    F.IN_WORK_OR_STUDIES_90_DAYS: _("In work or studies 90 days after"),
    F.IN_WORK_OR_STUDIES_180_DAYS: _("In work or studies 180 days after"),
    F.IN_WORK_OR_STUDIES_365_DAYS: _("In work or studies 365 days after"),
    F.AFTER_PROGRAMME: _("In work or studies 90 days after the introduction programme"),
    F.AFTER_PROGRAMME_WOMEN: _("Of them, women"),
    F.AFTER_PROGRAMME_MEN: _("Of them, men"),
    F.AFTER_PROGRAMME_POPULATION: _("All newly arrived in the municipalities: in work or studies 90 days after"),
    F.AFTER_PROGRAMME_WOMEN_POPULATION: _("Of all newly arrived, women"),
    F.AFTER_PROGRAMME_MEN_POPULATION: _("Of all newly arrived, men"),
    F.COST_SHARE: _("Part of the project's costs"),
    F.SUPPORT_PAID_OUT: _("Support paid out in the month"),
    F.RECIPIENTS_OFFERED: _("Recipients of support who have been offered something"),
    F.DAYS_TO_OFFER: _("Days to the offer"),
    F.RECIPIENTS_WITH_REASON: _("Recipients of support offered nothing, for a reason"),
    F.RECIPIENTS_WITH_NEITHER: _("Recipients of support with neither offer nor reason"),
    F.SUPPORT_PAID_OUT_BEFORE_START: _("Support paid out the month before the start"),
}

STATE_AFTER = _(
    "Of those who finished and whose day came in the last twelve months: in work, studies or an own business on that "
    "very day, not at some time before it. What was noted before the day without a last day is not taken for an "
    "answer. Those about whom nobody knows stay in the denominator."
)
STATE_AFTER_WORK = _(
    "Of those who finished by going on to work and whose thirtieth day after came in the last twelve months: in work, "
    "studies or an own business on that very day. Those about whom nobody knows stay in the denominator."
)

FIRST_MEETING_BY_WAY = _(
    "Counted as for all who were referred in the last twelve months, of those alone who came this way in."
)
RECIPIENTS = _(
    "Of all who have income support from the board on the day: offered a service in this unbroken time of support, by "
    "a way in or by taking part; or nothing, with the reason that is registered or noted. Unknown: neither offer nor "
    "reason."
)
APART = _(
    "Of those who finished in the last twelve months, with the class that staff noted. Another authority is nearly "
    "always the Employment Service. Unknown: those of this class whom nobody has confirmed yet."
)
AFTER_A_MEASURE = _(
    "Of those who finished by going on to another authority's measure and whose ninetieth day after came in the last "
    "twelve months: the state on that very day. Those about whom nobody knows stay in the denominator."
)

AFTER_PROGRAMME_HERE = _(
    "Of those who take part and whose ninetieth day after the Employment Service's introduction programme came in the "
    "last twelve months: in work, studies or an own business on that very day. The days are over, so nobody comes "
    "into the group or goes out of it. Those about whom nobody knows stay in the denominator. When somebody left us "
    "does not matter. Each person is counted once, and those of unknown sex among all."
)
AFTER_PROGRAMME_ALL = _(
    "Of all newly arrived in the municipalities that have told, whether they take part here or not: in work, studies "
    "or an own business on the ninetieth day after the introduction programme. Numbers from outside, of those whose "
    "programme ended in the days told. Those about whom nobody knows stay in the denominator."
)

DEFINITIONS: dict[FigureCode, str | Promise] = {
    F.ENROLLED_IN_MONTH: _("People open in the service on at least one day of the month, up to and including the day."),
    F.ENROLLED_HERE: _(
        "Of the enrolled in the month: neither in education nor in a placement on the day. For those who ended earlier "
        "in the month, their last day counts."
    ),
    F.ENROLLED_IN_EDUCATION: _(
        "Of the enrolled in the month: in education on the day, and not in a placement. For those who ended earlier in "
        "the month, their last day counts."
    ),
    F.ENROLLED_IN_PLACEMENT: _(
        "Of the enrolled in the month: in a placement that goes on that day and that nobody has ended. For those who "
        "ended earlier in the month, their last day counts."
    ),
    F.FOREIGN_BORN_SHARE: _("Of the enrolled in the month whose country of birth is known: born abroad."),
    F.DAYS_TO_FIRST_MEETING: _(
        "Calendar days from referral to the first meeting that half have reached, pauses not counted. Those who still "
        "wait are part of it, those who were declined or withdrew are not. Who began without a meeting being noted is "
        "taken to have met on the first day. Referred in the last twelve months."
    ),
    F.FIRST_MEETING_WITHIN_TARGET: _(
        "Of those referred in the last twelve months who have met, or have waited longer than the target: met within "
        "it. Unknown: still waits within the target, or left before it was reached. Those who were declined or "
        "withdrew are not part of it."
    ),
    **{code: FIRST_MEETING_BY_WAY for codes in BY_WAY_IN.values() for code in codes},
    F.COMPLETED_TO_WORK: APART,
    F.COMPLETED_TO_STUDIES: APART,
    F.COMPLETED_TO_ANOTHER_AUTHORITY: APART,
    F.AFTER_A_MEASURE_90_DAYS: AFTER_A_MEASURE,
    F.STILL_IN_A_MEASURE_90_DAYS: AFTER_A_MEASURE,
    F.ATTENDANCE_SHARE: _(
        "Of the booked hours of the month with an answer: present or late. Hours not registered or disputed are "
        "unknown, never absence."
    ),
    F.NOT_REGISTERED_SHARE: _(
        "Of the booked hours of the month that are over or have an answer already: nobody has registered anything. "
        "Hours that were cancelled, or to which the person was not expected, are not part of it."
    ),
    F.SEATS_USED: _(
        "Of the seats laid out in the month, up to and including the day: booked, also for a person who was not "
        "expected. Cancelled hours are not part of it."
    ),
    F.OVERBOOKED: _("Hours of the month with more booked than there are seats. Must be none."),
    F.STREAKS_OF_FOUR: _(
        "Times in the last twelve months that absences without a valid reason in a row reached the limit of the rule "
        "set. Unknown: hours not registered or not settled."
    ),
    F.ANNOUNCED_HISTORICAL_SCHEME: _(
        "Absences without a valid reason in the last twelve months times what the scheme of 2014 announced for each. "
        "History: nobody is asked for this, and today's law knows no tariff. Unknown: hours not registered or not "
        "settled."
    ),
    F.DECIDED_BY_BOARD: _(
        "Decisions that changed somebody's support, of all decisions told back. Amounts are the board's own and are "
        "not kept here, so the sum is unknown."
    ),
    F.WITHOUT_NEXT_STEP: _("Active people without a step that has a day, an owner, and leads forward."),
    F.PLANS_AGREED_BY_BOTH: _("Of the active: with a plan to which both the person and the board have said yes."),
    F.IN_ACTIVITY_OVER_12_MONTHS: _(
        "Of the active who are enrolled in or assigned to an activity: more than 365 days in the same one. A "
        "prolongation starts no new clock. Placements are not part of it."
    ),
    F.IN_ACTIVITY_OVER_24_MONTHS: _(
        "Of the active who are enrolled in or assigned to an activity: more than 730 days in the same one. A "
        "prolongation starts no new clock. Placements are not part of it."
    ),
    F.LOCKED_IN: _(
        "Of the active who are enrolled in or assigned to an activity: more than 365 days in the same one, and no step "
        "of the plan taken in the last 90 days. A prolongation is no step."
    ),
    F.HOURS_AGAINST_FULL_TIME: _(
        "Weekly hours of placements under way and of activities that people are enrolled in or assigned to, at most "
        "full time for each person, of full time for all active. Hours that are not noted, like a course elsewhere, "
        "are not part of it."
    ),
    F.PLACEMENTS_OUTSIDE_MUNICIPALITY: _(
        "Of the active in a placement under way: at a workplace outside the municipality."
    ),
    F.YOUTH_COVERAGE: _(
        "People of 16–24 who were in the service at some time in the last twelve months, of all of those ages in the "
        "municipality who are outside work and school, by a number from outside. No share is told where no number has "
        "been taken in, or where it is smaller than those who were here. Unknown: the birth date is not known."
    ),
    F.YOUTH_REGISTERED: _(
        "Those who stand in the register of the youth responsibility on the day, of all for whom the municipality "
        "answers by a number from outside. No share is told where no number has been taken in."
    ),
    F.YOUTH_REACHED: _("Of those in the register on the day: somebody has spoken with them. A letter does not count."),
    F.YOUTH_OFFERED: _("Of those in the register on the day: offered something, whatever they answered."),
    F.YOUTH_IN_SOMETHING: _(
        "Of those in the register on the day: in something they were offered and said yes to, at work or in other "
        "studies. Those of whom nobody knows what they do stay in the denominator."
    ),
    F.REFERRED: _("Referrals received in the last twelve months, also those declined or withdrawn."),
    F.STARTED: _("Those who started in the last twelve months. Who comes back is counted again."),
    F.FINISHED: _(
        "Those who finished in the last twelve months. Who comes back is counted again. Unknown: not yet confirmed how "
        "it ended."
    ),
    F.FOLLOWED_UP: _(
        "Of those whose ninetieth day after came in the last twelve months: what they do is known. Unknown is counted."
    ),
    F.ONWARD_OF_COMPLETED: _(
        "Of those who finished in the last twelve months: on to work, studies or another authority's measure. What is "
        "not yet confirmed is counted as staff noted it, and is told as unknown."
    ),
    F.ONWARD_OF_STARTED: _(
        "Of those who started in the last twelve months, finished or not: on to work, studies or another authority's "
        "measure so far. Unknown: still here."
    ),
    F.NATIONAL_A_B_SHARE: _(
        "Of those who finished in the last twelve months: class A (work for at least one month) or B (studies with "
        "study aid), as in Kolada U40455. What is not yet confirmed is counted as staff noted it, and is told as "
        "unknown: the month of work may not be over."
    ),
    F.IN_WORK_OR_STUDIES_30_DAYS: STATE_AFTER_WORK,
    F.IN_WORK_OR_STUDIES_90_DAYS: STATE_AFTER,
    F.IN_WORK_OR_STUDIES_180_DAYS: STATE_AFTER,
    F.IN_WORK_OR_STUDIES_365_DAYS: STATE_AFTER,
    **{here: AFTER_PROGRAMME_HERE for here, _all in AFTER_PROGRAMME.values()},
    **{of_all: AFTER_PROGRAMME_ALL for _here, of_all in AFTER_PROGRAMME.values()},
    F.COST_SHARE: _(
        "Of the costs booked on the project so far: what is paid by the fund, and by each of the parties by their key. "
        "The parts are the whole to the öre (the largest remainder)."
    ),
    F.SUPPORT_PAID_OUT: _(
        "Income support for the month, at the amount a month that applied last, to people who were in the service at "
        "some time in the last twelve months."
    ),
    F.RECIPIENTS_OFFERED: RECIPIENTS,
    F.DAYS_TO_OFFER: _(
        "Half of them were offered something within so many days of the first day of unbroken support, or of the day "
        "when the board's first service opened, if that was later: before it nobody could offer anything. Whoever "
        "waits still counts for as long as they have waited; whoever has a reason not to be offered anything does not."
    ),
    F.RECIPIENTS_WITH_REASON: RECIPIENTS,
    F.RECIPIENTS_WITH_NEITHER: RECIPIENTS,
    F.SUPPORT_PAID_OUT_BEFORE_START: _(
        "Income support to the same people in the month before each of them started, counted in the same way. The "
        "difference is not an effect: many leave support without any service."
    ),
}


def definition(code: FigureCode) -> str:
    return str(DEFINITIONS[code])


def definition_of(figure: Figure) -> str:
    """The definition, and where a denominator from outside comes from."""
    said = definition(figure.figure)
    return f"{said} {_('Source:')} {figure.source}" if figure.source else said
