"""Figures as sentences: what was counted of what, how sure, how many unknown, and the target beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vidare.queries.corrections import Change, Said
from vidare.rules.services import Words
from vidare.rules.small_groups import OF_RECIPIENTS, OF_REGISTER
from vidare.rules.statistics import AFTER_PROGRAMME, BY_WAY_IN, Figure, FigureCode, Unit
from vidare.web import words
from vidare.web.words.statistics import definition_of

F = FigureCode
FEWEST_FOR_A_SHARE = 20
DENOMINATORS = (F.REFERRED, F.STARTED, F.FINISHED, F.FOLLOWED_UP)
GROUPS: tuple[tuple[str, str | Promise, tuple[FigureCode, ...]], ...] = (
    (
        "here",
        gettext_lazy("Who is here"),
        (F.ENROLLED_IN_MONTH, F.ENROLLED_HERE, F.ENROLLED_IN_EDUCATION, F.ENROLLED_IN_PLACEMENT, F.FOREIGN_BORN_SHARE),
    ),
    (
        "way-in",
        gettext_lazy("The way in"),
        (
            F.DAYS_TO_FIRST_MEETING,
            F.FIRST_MEETING_WITHIN_TARGET,
            *(code for codes in BY_WAY_IN.values() for code in codes),
            F.YOUTH_COVERAGE,
        ),
    ),
    (
        "week",
        gettext_lazy("The week"),
        (F.ATTENDANCE_SHARE, F.NOT_REGISTERED_SHARE, F.SEATS_USED, F.OVERBOOKED),
    ),
    (
        "onward",
        gettext_lazy("The way forward"),
        (
            F.WITHOUT_NEXT_STEP,
            F.PLANS_AGREED_BY_BOTH,
            F.IN_ACTIVITY_OVER_12_MONTHS,
            F.IN_ACTIVITY_OVER_24_MONTHS,
            F.LOCKED_IN,
            F.HOURS_AGAINST_FULL_TIME,
            F.PLACEMENTS_OUTSIDE_MUNICIPALITY,
        ),
    ),
    (
        "ends",
        gettext_lazy("How it ended"),
        (
            F.ONWARD_OF_COMPLETED,
            F.COMPLETED_TO_WORK,
            F.COMPLETED_TO_STUDIES,
            F.COMPLETED_TO_ANOTHER_AUTHORITY,
            F.NATIONAL_A_B_SHARE,
            F.ONWARD_OF_STARTED,
        ),
    ),
    (
        "afterwards",
        gettext_lazy("What became of people"),
        (
            F.IN_WORK_OR_STUDIES_30_DAYS,
            F.IN_WORK_OR_STUDIES_90_DAYS,
            F.AFTER_A_MEASURE_90_DAYS,
            F.STILL_IN_A_MEASURE_90_DAYS,
            F.IN_WORK_OR_STUDIES_180_DAYS,
            F.IN_WORK_OR_STUDIES_365_DAYS,
        ),
    ),
    (
        "programme",
        gettext_lazy("After the introduction programme"),
        (
            *(here for here, _all in AFTER_PROGRAMME.values()),
            *(of_all for _here, of_all in AFTER_PROGRAMME.values()),
        ),
    ),
    ("money", gettext_lazy("Who pays for the project"), (F.COST_SHARE,)),
    (
        "support",
        gettext_lazy("Support and decisions"),
        (
            F.SUPPORT_PAID_OUT,
            F.SUPPORT_PAID_OUT_BEFORE_START,
            F.STREAKS_OF_FOUR,
            F.ANNOUNCED_HISTORICAL_SCHEME,
            F.DECIDED_BY_BOARD,
        ),
    ),
    (
        "recipients",
        gettext_lazy("Those who receive support"),
        (F.RECIPIENTS_OFFERED, F.DAYS_TO_OFFER, F.RECIPIENTS_WITH_REASON, F.RECIPIENTS_WITH_NEITHER),
    ),
    (
        "youth",
        gettext_lazy("The municipality's youth responsibility"),
        (F.YOUTH_REGISTERED, F.YOUTH_REACHED, F.YOUTH_OFFERED, F.YOUTH_IN_SOMETHING),
    ),
)
HERE = {here for here, _all in AFTER_PROGRAMME.values()}
OUTSIDE = {F.YOUTH_COVERAGE} | {of_all for _here, of_all in AFTER_PROGRAMME.values()}
# Figures about hours, seats or amounts: no persons stand behind the numerator.
WITHOUT_ROWS = {
    F.ATTENDANCE_SHARE, F.SEATS_USED, F.OVERBOOKED, F.HOURS_AGAINST_FULL_TIME, F.SUPPORT_PAID_OUT,
    F.SUPPORT_PAID_OUT_BEFORE_START, F.DECIDED_BY_BOARD, F.COST_SHARE, *OF_RECIPIENTS,
    *OF_REGISTER,
    *(of_all for _here, of_all in AFTER_PROGRAMME.values()),
}  # fmt: skip
# Here the denominator says the same as the numerator, or counts absences.
ONE_LIST = {F.YOUTH_COVERAGE, F.ENROLLED_IN_MONTH, F.REFERRED, F.STARTED, F.FINISHED, F.ANNOUNCED_HISTORICAL_SCHEME}


@dataclass(frozen=True, slots=True)
class Line:
    code: FigureCode
    whose: str
    value: str
    parts: str
    sure: str
    bounds: str
    unknown: str
    target: str
    aim: Words
    definition: str
    opens: bool
    opens_all: bool


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    name: str
    lines: tuple[Line, ...]


def groups(figures: Iterable[Figure], *, aims: Mapping[str, Words], may_open: bool) -> list[Group]:
    found: dict[FigureCode, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.figure, []).append(figure)
    made = [
        Group(
            key,
            str(name),
            tuple(line(one, aims, may_open=may_open) for code in codes for one in found.get(code, ())),
        )
        for key, name, codes in GROUPS
    ]
    return [group for group in made if group.lines]


def denominators(figures: Iterable[Figure], *, aims: Mapping[str, Words], may_open: bool) -> list[Line]:
    """The four that must stand together, in their order."""
    found = {figure.figure: figure for figure in figures}
    return [line(found[code], aims, may_open=may_open) for code in DENOMINATORS if code in found]


def line(figure: Figure, aims: Mapping[str, Words], *, may_open: bool) -> Line:
    """``aims``: what the service says of its targets, by figure."""
    return Line(
        code=figure.figure,
        whose=figure.part_name,
        value=value(figure),
        parts=_parts(figure),
        sure=_sure(figure),
        bounds=_bounds(figure),
        unknown=ngettext("%(n)s unknown", "%(n)s unknown", figure.unknown) % {"n": number(figure.unknown)}
        if figure.unknown
        else "",
        target=_target(figure),
        aim=aims.get(figure.figure.value, Words()),
        definition=definition_of(figure),
        opens=may_open and figure.figure not in WITHOUT_ROWS and figure.numerator > 0,
        opens_all=may_open and figure.figure not in WITHOUT_ROWS | ONE_LIST and figure.denominator > 0,
    )


def value(figure: Figure) -> str:
    """The headline: a share in per cent where there are enough to say one, kronor for öre, else the number."""
    if figure.hidden:
        return _("Not told")
    if figure.value is not None and figure.unit is Unit.SHARE and 0 < figure.denominator < FEWEST_FOR_A_SHARE:
        return _("%(k)s of %(n)s") % {"k": number(figure.numerator), "n": number(figure.denominator)}
    return amount(figure.unit, figure.value)


def amount(unit: Unit, value: float | int | None) -> str:
    """A number with its unit; shares in whole per cent, öre as kronor."""
    if value is None:
        return _("No figure")
    if unit is Unit.SHARE:
        return per_cent(value)
    if unit is Unit.ORE:
        return _("%(n)s kr") % {"n": number(round(value / 100))}
    if unit is Unit.DAYS:
        return ngettext("%(n)s day", "%(n)s days", int(value)) % {"n": number(int(value))}
    return number(int(value))


def said(change: Change, then: Said) -> str:
    """What a closed month said, or would say now: a share, and what has no value, with its parts."""
    value, k, n = then
    if change.figure is F.COST_SHARE or (change.unit is not Unit.SHARE and value is not None):
        return amount(change.unit, value)
    return f"{amount(change.unit, value)} ({_('%(k)s of %(n)s') % {'k': number(k), 'n': number(n)}})"


def number(n: int) -> str:
    return str(format_decimal(n, locale=translation.get_language() or "sv"))


def per_cent(share: float) -> str:
    return _("%(n)s %%") % {"n": number(round(share * 100))}


def month_name(month: date) -> str:
    return str(format_date(month, "MMMM y", locale=translation.get_language() or "sv"))


def _parts(figure: Figure) -> str:
    told = {"k": number(figure.numerator), "n": number(figure.denominator)}
    if figure.hidden:
        return _("a group is smaller than five")
    if figure.figure is F.COST_SHARE:
        return _("%(k)s kr of %(n)s kr") % {"k": words.kronor(figure.numerator), "n": words.kronor(figure.denominator)}
    if figure.unit is Unit.SHARE and (nothing := _nothing(figure)):
        return nothing
    if figure.figure is F.DAYS_TO_OFFER:
        return _("%(k)s of %(n)s have been offered something") % told
    if figure.unit is Unit.DAYS:
        return _("%(k)s of %(n)s have met") % told
    if figure.figure is F.ANNOUNCED_HISTORICAL_SCHEME:
        return _("for %(n)s absences") % told
    if figure.figure is F.DECIDED_BY_BOARD:
        return _("%(k)s of %(n)s decisions changed the support") % told
    if figure.unit is Unit.ORE:
        return _("to %(n)s people") % told
    if figure.figure is F.HOURS_AGAINST_FULL_TIME:
        return _("%(k)s of %(n)s hours a week") % told
    if figure.unit is Unit.SHARE and figure.denominator < FEWEST_FOR_A_SHARE:
        return _("too few for a percentage")
    if figure.unit is Unit.HOURS:
        return _("of %(n)s hours with seats") % told
    if figure.unit is Unit.STREAKS:
        return _("among %(n)s people with booked hours") % told
    if figure.unit is Unit.PEOPLE and figure.figure is not F.WITHOUT_NEXT_STEP and figure.value == figure.denominator:
        return ""
    return _("%(k)s of %(n)s") % told


def _nothing(figure: Figure) -> str:
    """Why there is no share."""
    if not figure.denominator and figure.figure in HERE:
        return _("Nobody's ninetieth day came in these days")
    if not figure.denominator:
        return _("No number taken in") if figure.figure in OUTSIDE else _("There is nothing to count here")
    if figure.value is None and figure.unknown == figure.denominator:
        return _("What they do is known of none of the %(n)s") % {"n": number(figure.denominator)}
    return ""


def _bounds(figure: Figure) -> str:
    """What those of whom nothing is known could make of it: nobody of them, or all."""
    if figure.bounds is None or not figure.unknown:
        return ""
    if figure.denominator < FEWEST_FOR_A_SHARE:
        few = (figure.numerator, figure.numerator + figure.unknown, figure.denominator)
        told = dict(zip(("least", "most", "n"), map(number, few), strict=True))
        return _("between %(least)s and %(most)s of %(n)s whatever the unknown do") % told
    least, most = (number(round(share * 100)) for share in figure.bounds)
    return _("between %(least)s and %(most)s %% whatever the unknown do") % {"least": least, "most": most}


def _sure(figure: Figure) -> str:
    if figure.low is None or figure.high is None or figure.denominator < FEWEST_FOR_A_SHARE:
        return ""
    told = {"low": number(round(figure.low * 100)), "high": number(round(figure.high * 100))}
    return _("likely between %(low)s and %(high)s %%") % told


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    if figure.unit is Unit.SHARE:
        return per_cent(figure.target)
    return number(round(figure.target))
