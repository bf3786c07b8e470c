"""Words of numbers that come from outside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.population import Measure, No

WORDS = {
    Measure.YOUNG_OUTSIDE: _("Young people of 16–24 outside work and school"),
    Measure.YOUTH_RESPONSIBILITY: _("Young people of 16–19 whom the municipality is responsible for"),
    No.EMPTY: _("There is nothing in the file below its first row."),
    No.TOO_LARGE: _("The file is far too large for numbers of people. Is it the right one?"),
    No.COLUMNS: _("The first row must name the columns measure, as_of, people and source. Missing: %(missing)s."),
    No.MEASURE: _("Row %(row)s: what is counted is not known. Write one of: %(known)s."),
    No.DAY: _("Row %(row)s: the day is written as 2025-12-31."),
    No.IN_FUTURE: _("Row %(row)s: the day has not been yet."),
    No.PEOPLE: _("Row %(row)s: the number of people is a whole number above nought, without spaces."),
    No.SOURCE_MISSING: _("Row %(row)s: say where the number comes from."),
    No.TWICE: _("Row %(row)s: the same day has another number further up."),
}
