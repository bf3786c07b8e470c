"""Words of numbers that come from outside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.population import Measure, No

WORDS = {
    Measure.YOUNG_OUTSIDE: _("Young people of 16–24 outside work and school"),
    Measure.YOUTH_RESPONSIBILITY: _("Young people of 16–19 whom the municipality is responsible for"),
    Measure.NEWLY_ARRIVED: _("Newly arrived whose introduction programme has ended"),
    No.EMPTY: _("There is nothing in the file below its first row."),
    No.TOO_LARGE: _("The file is far too large for numbers of people. Is it the right one?"),
    No.COLUMNS: _("The first row must name the columns measure, as_of, people and source. Missing: %(missing)s."),
    No.MEASURE: _("Row %(row)s: what is counted is not known. Write one of: %(known)s."),
    No.DAY: _("Row %(row)s: the day is written as 2025-12-31."),
    No.IN_FUTURE: _("Row %(row)s: the day has not been yet."),
    No.PEOPLE: _("Row %(row)s: the number of people is a whole number above nought, without spaces."),
    No.SOURCE_MISSING: _("Row %(row)s: say where the number comes from."),
    No.COHORT_MISSING: _("Row %(row)s: a line about the newly arrived needs these columns too: %(missing)s."),
    No.SEX: _("Row %(row)s: the sex is not known. Write one of: %(known)s."),
    No.COHORT_DAYS: _("Row %(row)s: ended_from and ended_to are days like 2025-12-31, the first before the last."),
    No.COHORT_OPEN: _(
        "Row %(row)s: the ninetieth day of the last of them comes %(closes)s. The number can stand for that day or a "
        "later one."
    ),
    No.PARTS: _(
        "Row %(row)s: in work or studies, and not known, are whole numbers that together are no more than the people."
    ),
    No.BOARD: _("Row %(row)s: the board has nothing to do with this service. Write one of: %(known)s."),
    No.TWICE: _("Row %(row)s: the same day has another number further up."),
}
