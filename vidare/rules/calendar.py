"""Days as people here live them: local days, ISO weeks, public holidays, and the two nights when the clock changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from vidare.rules.period import Period

STOCKHOLM = ZoneInfo("Europe/Stockholm")
# Eves on which Swedish offices are closed, though the Act on public holidays (1989:253) does not name them.
EVES = {(12, 24): "Julafton", (12, 31): "Nyårsafton"}


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week. Raises ``ValueError`` for a week that its year does not have."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> Week:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def period(self) -> Period:
        return Period(self.monday, self.monday + timedelta(days=6))

    def day(self, weekday: int) -> date:
        """1 is Monday, 7 is Sunday."""
        return date.fromisocalendar(self.year, self.number, weekday)

    def plus(self, weeks: int) -> Week:
        return Week.of(self.monday + timedelta(weeks=weeks))


def weeks(first: Week, count: int) -> Iterator[Week]:
    """``count`` weeks, beginning with ``first``."""
    return (first.plus(number) for number in range(count))


def local(moment: datetime) -> datetime:
    """The moment on the wall clock here. Raises ``ValueError`` for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is no moment")
    return moment.astimezone(STOCKHOLM)


def local_day(moment: datetime) -> date:
    """The day it is here at that moment."""
    return local(moment).date()


def moment(day: date, clock: time) -> datetime:
    """The moment when the wall clock shows ``clock`` on ``day``.

    An hour that comes twice in October means the first time. An hour that does not exist in March means the moment
    one hour later, when the clock has been put forward.
    """
    told = datetime.combine(day, clock, tzinfo=STOCKHOLM)
    return told.astimezone(UTC).astimezone(STOCKHOLM)


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a local day and the first after it: 23, 24 or 25 hours apart."""
    return moment(day, time()), moment(day + timedelta(days=1), time())


def week_bounds(week: Week) -> tuple[datetime, datetime]:
    return moment(week.monday, time()), moment(week.monday + timedelta(days=7), time())


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, str]:
    named = dict(holidays.country_holidays("SE", years=year, language="sv"))
    midsummer = next(day for day in Period(date(year, 6, 19), date(year, 6, 25)).days() if day.isoweekday() == 5)
    eves = {date(year, month, day): name for (month, day), name in EVES.items()} | {midsummer: "Midsommarafton"}
    return eves | named


def holiday(day: date) -> str:
    """The Swedish name of the public holiday, or of the eve on which offices are closed; empty on other days."""
    return _holidays(day.year).get(day, "")


def is_open_day(day: date) -> bool:
    """Monday to Friday, and no holiday."""
    return day.isoweekday() <= 5 and not holiday(day)


def next_open_day(day: date) -> date:
    """The first open day after ``day``."""
    day += timedelta(days=1)
    while not is_open_day(day):
        day += timedelta(days=1)
    return day
