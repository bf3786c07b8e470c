"""What a figure is: its code, its parts, its uncertainty, and when a small group is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from vidare.rules.attendance import CAME, Verdict
from vidare.rules.decision import Because, Decision
from vidare.rules.identity import Sex
from vidare.rules.outcomes import ONWARD, ExitClass
from vidare.rules.period import Period
from vidare.rules.referrals import WayIn

Z_95 = 1.959963984540054


class Unit(StrEnum):
    PEOPLE = "people"
    SHARE = "share"
    DAYS = "days"
    HOURS = "hours"
    STREAKS = "streaks"
    ORE = "ore"


class FigureCode(StrEnum):
    """Every figure the house can count. A service prints those that its model names."""

    ENROLLED_IN_MONTH = "enrolled-in-month"
    ENROLLED_HERE = "enrolled-here"
    ENROLLED_IN_EDUCATION = "enrolled-in-education"
    ENROLLED_IN_PLACEMENT = "enrolled-in-placement"
    FOREIGN_BORN_SHARE = "foreign-born-share"
    DAYS_TO_FIRST_MEETING = "days-to-first-meeting-median"
    DAYS_FROM_OWN_INITIATIVE = "days-to-first-meeting-median-own-initiative"
    DAYS_FROM_WALK_IN = "days-to-first-meeting-median-walk-in"
    DAYS_FROM_SOCIAL_SERVICES = "days-to-first-meeting-median-social-services"
    DAYS_FROM_EMPLOYMENT_SERVICE = "days-to-first-meeting-median-employment-service"
    DAYS_FROM_INVITATION = "days-to-first-meeting-median-invitation"
    FIRST_MEETING_WITHIN_TARGET = "first-meeting-within-target"
    WITHIN_FROM_OWN_INITIATIVE = "first-meeting-within-target-own-initiative"
    WITHIN_FROM_WALK_IN = "first-meeting-within-target-walk-in"
    WITHIN_FROM_SOCIAL_SERVICES = "first-meeting-within-target-social-services"
    WITHIN_FROM_EMPLOYMENT_SERVICE = "first-meeting-within-target-employment-service"
    WITHIN_FROM_INVITATION = "first-meeting-within-target-invitation"
    ATTENDANCE_SHARE = "attendance-share"
    NOT_REGISTERED_SHARE = "not-registered-share"
    SEATS_USED = "seats-used"
    OVERBOOKED = "overbooked"
    STREAKS_OF_FOUR = "streaks-of-four"
    ANNOUNCED_HISTORICAL_SCHEME = "announced-historical-scheme"
    DECIDED_BY_BOARD = "decided-by-board"
    WITHOUT_NEXT_STEP = "without-next-step"
    PLANS_AGREED_BY_BOTH = "plans-agreed-by-both"
    IN_ACTIVITY_OVER_12_MONTHS = "in-activity-over-12-months"
    IN_ACTIVITY_OVER_24_MONTHS = "in-activity-over-24-months"
    LOCKED_IN = "locked-in"
    HOURS_AGAINST_FULL_TIME = "hours-against-full-time"
    PLACEMENTS_OUTSIDE_MUNICIPALITY = "placements-outside-municipality"
    YOUTH_COVERAGE = "youth-coverage"
    YOUTH_REGISTERED = "youth-responsibility-registered"
    YOUTH_REACHED = "youth-responsibility-reached"
    YOUTH_OFFERED = "youth-responsibility-offered"
    YOUTH_IN_SOMETHING = "youth-responsibility-in-something"
    REFERRED = "referred"
    STARTED = "started"
    FINISHED = "finished"
    FOLLOWED_UP = "followed-up"
    COMPLETED_TO_WORK = "completed-to-work"
    COMPLETED_TO_STUDIES = "completed-to-studies"
    COMPLETED_TO_ANOTHER_AUTHORITY = "completed-to-another-authority"
    AFTER_A_MEASURE_90_DAYS = "after-a-measure-in-work-or-studies-90-days"
    STILL_IN_A_MEASURE_90_DAYS = "after-a-measure-still-in-it-90-days"
    ONWARD_OF_COMPLETED = "onward-of-completed"
    ONWARD_OF_STARTED = "onward-of-started"
    NATIONAL_A_B_SHARE = "national-a-b-share"
    IN_WORK_OR_STUDIES_30_DAYS = "in-work-or-studies-30-days"
    IN_WORK_OR_STUDIES_90_DAYS = "in-work-or-studies-90-days"
    IN_WORK_OR_STUDIES_180_DAYS = "in-work-or-studies-180-days"
    IN_WORK_OR_STUDIES_365_DAYS = "in-work-or-studies-365-days"
    AFTER_PROGRAMME = "in-work-or-studies-90-days-after-programme"
    AFTER_PROGRAMME_WOMEN = "in-work-or-studies-90-days-women"
    AFTER_PROGRAMME_MEN = "in-work-or-studies-90-days-men"
    AFTER_PROGRAMME_POPULATION = "in-work-or-studies-90-days-after-programme-population"
    AFTER_PROGRAMME_WOMEN_POPULATION = "in-work-or-studies-90-days-women-population"
    AFTER_PROGRAMME_MEN_POPULATION = "in-work-or-studies-90-days-men-population"
    COST_SHARE = "cost-share"
    SUPPORT_PAID_OUT = "support-paid-out"
    SUPPORT_PAID_OUT_BEFORE_START = "support-paid-out-before-start"
    RECIPIENTS_OFFERED = "recipients-offered"
    DAYS_TO_OFFER = "recipients-days-to-offer-median"
    RECIPIENTS_WITH_REASON = "recipients-with-a-reason"
    RECIPIENTS_WITH_NEITHER = "recipients-with-neither"


class No(StrEnum):
    MONTH_NOT_OVER = "month.not-over"
    MONTH_CLOSED = "month.already-closed"


AFTERWARDS = {
    30: FigureCode.IN_WORK_OR_STUDIES_30_DAYS,
    90: FigureCode.IN_WORK_OR_STUDIES_90_DAYS,
    180: FigureCode.IN_WORK_OR_STUDIES_180_DAYS,
    365: FigureCode.IN_WORK_OR_STUDIES_365_DAYS,
}


# The target of the introduction, of those who take part and of all newly arrived: by sex, and None for all.
AFTER_PROGRAMME: dict[Sex | None, tuple[FigureCode, FigureCode]] = {
    None: (FigureCode.AFTER_PROGRAMME, FigureCode.AFTER_PROGRAMME_POPULATION),
    Sex.WOMAN: (FigureCode.AFTER_PROGRAMME_WOMEN, FigureCode.AFTER_PROGRAMME_WOMEN_POPULATION),
    Sex.MAN: (FigureCode.AFTER_PROGRAMME_MEN, FigureCode.AFTER_PROGRAMME_MEN_POPULATION),
}


# The same two figures of those who came by each way in.
BY_WAY_IN = {
    WayIn.OWN_INITIATIVE: (FigureCode.DAYS_FROM_OWN_INITIATIVE, FigureCode.WITHIN_FROM_OWN_INITIATIVE),
    WayIn.WALK_IN: (FigureCode.DAYS_FROM_WALK_IN, FigureCode.WITHIN_FROM_WALK_IN),
    WayIn.SOCIAL_SERVICES: (FigureCode.DAYS_FROM_SOCIAL_SERVICES, FigureCode.WITHIN_FROM_SOCIAL_SERVICES),
    WayIn.EMPLOYMENT_SERVICE: (FigureCode.DAYS_FROM_EMPLOYMENT_SERVICE, FigureCode.WITHIN_FROM_EMPLOYMENT_SERVICE),
    WayIn.INVITATION: (FigureCode.DAYS_FROM_INVITATION, FigureCode.WITHIN_FROM_INVITATION),
}
FIRST_MEETINGS = frozenset({FigureCode.DAYS_TO_FIRST_MEETING, FigureCode.FIRST_MEETING_WITHIN_TARGET}).union(
    *BY_WAY_IN.values()
)


class Whereabouts(StrEnum):
    """Where somebody enrolled is on a day: each person is in exactly one of them."""

    HERE = "here"
    EDUCATION = "education"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class Share:
    """``k`` of ``n``. Raises ``ValueError`` when the part is larger than the whole."""

    k: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.k <= self.n:
            raise ValueError(f"{self.k} is no part of {self.n}")

    @property
    def value(self) -> float | None:
        """0–1, or None where there is nobody to count."""
        return self.k / self.n if self.n else None

    def interval(self, z: float = Z_95) -> tuple[float | None, float | None]:
        """Wilson's score interval (Wilson 1927); none for an empty group, exactly 0 and 1 at the ends."""
        if not self.n:
            return None, None
        p, n = self.k / self.n, self.n
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (0.0 if self.k == 0 else centre - half), (1.0 if self.k == n else centre + half)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that can be checked: what was counted, out of what, how many are unknown, on which day.

    ``value`` is None where nothing could be counted, or a denominator from outside is smaller than what was counted.
    Money is whole öre. ``target`` stands beside, never as a result.
    """

    service: str
    figure: FigureCode
    numerator: int
    denominator: int
    value: float | int | None
    unit: Unit
    low: float | None
    high: float | None
    unknown: int
    as_of: date
    target: float | None = None
    source: str = ""  # of a denominator that was not counted here
    # The least and the most that a share can be, were nobody or everybody among the unknown in it.
    bounds: tuple[float, float] | None = None
    # One of several that share the figure's code: the code and the name of whose it is.
    part: str = ""
    part_name: str = ""
    hidden: bool = False  # a group so small that the reader is not told it

    @property
    def code(self) -> str:
        return f"{self.figure.value}-{self.part}" if self.part else self.figure.value

    @classmethod
    def share(
        cls,
        service: str,
        figure: FigureCode,
        share: Share,
        *,
        unknown: int,
        as_of: date,
        target: float | None = None,
    ) -> Figure:
        low, high = share.interval()
        return cls(
            service, figure, share.k, share.n, share.value, Unit.SHARE, low, high, unknown, as_of, target
        )  # fmt: skip

    @classmethod
    def of_cohort(
        cls, service: str, figure: FigureCode, share: Share, *, unknown: int, as_of: date, source: str = ""
    ) -> Figure:
        """A share of a closed cohort. Who is unknown stays in the whole, and the bounds tell what they could change.

        No share and no interval where nobody's state is known: nought would be a claim. Raises ``ValueError`` when more
        are unknown than are left of the whole.
        """
        most = Share(share.k + unknown, share.n)
        known = unknown < share.n
        low, high = share.interval() if known else (None, None)
        bounds = None if share.value is None or most.value is None else (share.value, most.value)
        return cls(
            service, figure, share.k, share.n, share.value if known else None, Unit.SHARE, low, high, unknown, as_of,
            source=source, bounds=bounds,
        )  # fmt: skip

    @classmethod
    def total(
        cls, service: str, figure: FigureCode, value: int, *, of: int, unit: Unit, unknown: int, as_of: date
    ) -> Figure:
        """A count or an amount: the number itself, beside how many it was looked for among."""
        return cls(service, figure, value, of, value, unit, None, None, unknown, as_of)


def may_close_month(month: date, *, already: bool, on: date) -> Decision:
    """May the month that begins with ``month`` be closed? Only when it is over, and only once."""
    reasons = []
    last = Period.month(month.year, month.month).end
    if last is None or on <= last:
        reasons.append(Because(No.MONTH_NOT_OVER, {"month": f"{month:%Y-%m}"}))
    if already:
        reasons.append(Because(No.MONTH_CLOSED, {"month": f"{month:%Y-%m}"}))
    return Decision.of(reasons)


# ── The definitions, case by case. compute counts the same by columns; a test holds the two equal. ──


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a service, as the figures see it."""

    days: Period
    exit_class: ExitClass | None = None
    confirmed: bool = False


def enrolled_in(ways: Iterable[Way], month: Period) -> int:
    """The stock of a month: open on some day of it. What was registered in error is nowhere."""
    return sum(1 for way in ways if _real(way) and way.days.overlaps(month))


def enrolled_on(ways: Iterable[Way], day: date) -> int:
    return sum(1 for way in ways if _real(way) and day in way.days)


def finished_in(ways: Iterable[Way], period: Period) -> list[Way]:
    return [way for way in ways if _real(way) and way.days.end is not None and way.days.end in period]


def onward_of_started(ways: Iterable[Way], period: Period) -> Share:
    """Of those who *started* in the period, finished or not: on to work, studies or another authority so far."""
    started = [way for way in ways if _real(way) and way.days.start in period]
    return Share(sum(1 for way in started if _ended_by(way, period.end) and way.exit_class in ONWARD), len(started))


def attendance(verdicts: Sequence[Verdict | None]) -> tuple[Share, int]:
    """Present or late, of the hours with an answer; and the hours without one, which are no part of the share."""
    came = sum(1 for verdict in verdicts if verdict in CAME)
    stayed_away = sum(1 for verdict in verdicts if verdict in (Verdict.ABSENT_VALID, Verdict.ABSENT_INVALID))
    unknown = sum(1 for verdict in verdicts if verdict in (None, Verdict.NOT_REGISTERED, Verdict.CONTESTED))
    return Share(came, came + stayed_away), unknown


def _real(way: Way) -> bool:
    return way.exit_class is not ExitClass.REGISTERED_IN_ERROR


def _ended_by(way: Way, day: date | None) -> bool:
    return way.days.end is not None and (day is None or way.days.end <= day)
